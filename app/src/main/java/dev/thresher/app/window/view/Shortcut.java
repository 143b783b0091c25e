package dev.thresher.app.window.view;

import dev.thresher.app.window.Page;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCombination;

/** The keys of the workbench. {@code Shortcut} is Ctrl, and Command on a Mac. */
enum Shortcut {
    START("Shortcut+R"),
    PAUSE("Shortcut+P"),
    STEP("Shortcut+T"),
    STOP("Shortcut+Period"),
    OPEN("Shortcut+O"),
    EXPORT("Shortcut+E"),
    DESCRIBE("Shortcut+I"),
    NEW("Shortcut+N"),
    THEME("Shortcut+D"),
    ALL_CHARTS("Esc");

    private final KeyCombination keys;

    Shortcut(String keys) {
        this.keys = KeyCombination.valueOf(keys);
    }

    /** Says what a control does, and by which keys. */
    void explain(Control control, String text) {
        control.setTooltip(SettingRow.tip(words(text)));
    }

    /** {@code text} and the keys. */
    String words(String text) {
        return text + " (" + keys.getDisplayText() + ")";
    }

    /** Shows the keys beside a menu item; the item then has them. */
    void show(MenuItem item) {
        item.setAccelerator(keys);
    }

    /** The keys of a page: its number on the rail. */
    static KeyCombination of(Page page) {
        return KeyCombination.valueOf("Shortcut+" + (page.ordinal() + 1));
    }

    static void run(Scene scene, Page page, Runnable action) {
        scene.getAccelerators().put(of(page), action);
    }

    void run(Scene scene, Runnable action) {
        scene.getAccelerators().put(keys, action);
    }
}
