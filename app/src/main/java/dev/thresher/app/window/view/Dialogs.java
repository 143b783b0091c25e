package dev.thresher.app.window.view;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;

/** What the window asks its user in windows of their own. Called on the window's thread only. */
public interface Dialogs {
    /** Says what went wrong, in one line, and waits until it is read. */
    void error(String title, String line);

    /** Asks whether to stop the run under way and close; false keeps training. */
    boolean stopAndClose(String run);

    /** Lets the user pick a folder; the chooser opens at {@code initial}, or near it. */
    Optional<Path> chooseFolder(String title, File initial);

    /**
     * Lets the user pick a file that exists; the chooser opens where {@code initial} lies, or near it.
     *
     * @param kind what such files are called, in the plural
     * @param patterns as {@code *.json}
     */
    Optional<Path> chooseFile(String title, File initial, String kind, String... patterns);

    /** Says what this program is. */
    void about();
}
