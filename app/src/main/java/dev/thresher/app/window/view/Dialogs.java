package dev.thresher.app.window.view;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.Parent;

/** What the window asks its user in windows of their own. Called on the window's thread only. */
public interface Dialogs {
    /** Says what went wrong, in one line, and waits until it is read. */
    void error(String title, String line);

    /** Asks whether to stop the run under way and close; false keeps training. */
    boolean stopAndClose(String run);

    /**
     * Asks before something that cannot be taken back; whoever presses Enter without reading leaves everything as it is.
     *
     * @param action what goes on with it
     * @param keep what does not
     */
    boolean sure(String title, String line, String action, String keep);

    /** Lets the user pick a folder; the chooser opens at {@code initial}, or near it. */
    Optional<Path> chooseFolder(String title, File initial);

    /**
     * Lets the user pick a file that exists; the chooser opens where {@code initial} lies, or near it.
     *
     * @param kind what such files are called, in the plural
     * @param patterns as {@code *.json}
     */
    Optional<Path> chooseFile(String title, File initial, String kind, String... patterns);

    /**
     * Lets the user name a file to be written, which need not exist; asks before one that does is replaced.
     *
     * @param folder where the chooser opens, or near it
     * @param name what the file is called where the user says nothing else
     */
    Optional<Path> chooseNewFile(String title, File folder, String name);

    /** Shows a form and waits; false where the user leaves it. @param action what goes on with it */
    boolean confirm(String title, Parent form, String action);

    /** Shows something to be read, beside which the window stays in use. */
    void show(String title, Parent content);

    /** Says what this program is. */
    void about();
}
