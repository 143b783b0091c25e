package dev.thresher.app.window.view;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;

/** How the user picks files and folders; nothing where they change their mind. Called on the window's thread only. */
public interface Choosers {
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
     * @param folder where the chooser opens, or near it; null for where the system likes
     * @param name what the file is called where the user says nothing else; its ending is that of the file
     */
    Optional<Path> chooseNewFile(String title, File folder, String name);
}
