package dev.thresher.app.window.view;

import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.runs.RunsViewModel;
import dev.thresher.engine.run.RunTrash.Thrown;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** The two menus of the page of runs: which folders are looked into, and what lies in the trash. */
final class RunMenus {
    /** Runs in the trash that are offered one by one. */
    private static final int MOST = 20;

    private final RunsViewModel runs;
    private final Dialogs dialogs;
    private final WorkbenchViewModel workbench;

    RunMenus(RunsViewModel runs, Dialogs dialogs, WorkbenchViewModel workbench) {
        this.runs = runs;
        this.dialogs = dialogs;
        this.workbench = workbench;
    }

    void fill(MenuButton folders, MenuButton trash) {
        runs.roots().subscribe(roots -> {
            folders.setTooltip(SettingRow.tip("Looked into: " + roots));
            folders(folders);
        });
        runs.trash().content().subscribe(content -> trash(trash, content));
    }

    private void folders(MenuButton menu) {
        MenuItem add = item("Add a folder…", this::add);
        add.setId("addFolder");
        menu.getItems().setAll(add);
        if (!runs.added().isEmpty()) {
            menu.getItems().add(new SeparatorMenuItem());
            for (Path folder : runs.added()) {
                menu.getItems().add(item("Leave out " + folder, () -> runs.removeFolder(folder)));
            }
        }
    }

    private void add() {
        dialogs.chooseFolder("A folder with runs in it", workbench.experiment().runsFolder().toFile()).ifPresent(runs::addFolder);
    }

    private void trash(MenuButton menu, List<Thrown> content) {
        menu.setText(content.isEmpty() ? "Trash" : "Trash (" + content.size() + ")");
        menu.setDisable(content.isEmpty());
        Menu back = new Menu("Put back");
        content.stream().limit(MOST).forEach(one -> back.getItems().add(item(one.from().getFileName().toString(),
                () -> runs.trash().putBack(List.of(one)))));
        MenuItem all = item("Put all back", () -> runs.trash().putBack(content));
        MenuItem empty = item("Empty the trash…", () -> runs.trash().measure(bytes -> empty(content.size(), bytes)));
        empty.setId("emptyTrash");
        menu.getItems().setAll(back, all, new SeparatorMenuItem(), empty);
    }

    private void empty(int count, long bytes) {
        if (dialogs.sure("Empty the trash", (count == 1 ? "One run is" : count + " runs are") + " deleted for good, with all that was recorded ("
                + String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6) + "). This cannot be undone.", "Delete for good", "Keep them")) {
            runs.trash().empty();
        }
    }

    private static MenuItem item(String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> action.run());
        return item;
    }
}
