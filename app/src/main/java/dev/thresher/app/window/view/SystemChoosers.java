package dev.thresher.app.window.view;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Stage;

/** The system's own choosers over the window. */
public final class SystemChoosers implements Choosers {
    private final Stage owner;
    private File lastFolder;

    public SystemChoosers(Stage owner) {
        this.owner = owner;
    }

    @Override
    public Optional<Path> chooseFolder(String title, File initial) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title);
        File start = nearest(initial);
        chooser.setInitialDirectory(start == null ? lastFolder : start);
        File chosen = chooser.showDialog(owner);
        if (chosen != null) {
            lastFolder = chosen;
        }
        return Optional.ofNullable(chosen).map(File::toPath);
    }

    @Override
    public Optional<Path> chooseFile(String title, File initial, String kind, String... patterns) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().setAll(new ExtensionFilter(kind, patterns), new ExtensionFilter("All files", "*"));
        File start = nearest(initial);
        chooser.setInitialDirectory(start == null ? lastFolder : start);
        return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
    }

    @Override
    public Optional<Path> chooseNewFile(String title, File folder, String name) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        String ending = ending(name);
        if (!ending.isEmpty()) {
            chooser.getExtensionFilters().setAll(new ExtensionFilter(ending.substring(1).toUpperCase(Locale.ROOT), "*" + ending), new ExtensionFilter("All files", "*"));
        }
        chooser.setInitialDirectory(nearest(folder));
        chooser.setInitialFileName(name);
        return Optional.ofNullable(chooser.showSaveDialog(owner)).map(file -> ended(file.toPath(), ending));
    }

    private static String ending(String name) {
        return name.lastIndexOf('.') > 0 ? name.substring(name.lastIndexOf('.')) : "";
    }

    /** Where the ending was typed away, the completed name may exist already, and nobody was asked about that one. */
    static Path ended(Path file, String ending) {
        String name = file.getFileName().toString();
        Path whole = file.resolveSibling(name + ending);
        return name.toLowerCase(Locale.ROOT).endsWith(ending.toLowerCase(Locale.ROOT)) || Files.exists(whole) ? file : whole;
    }

    /** The folder itself or the closest one above it that exists: the system's chooser takes no other. */
    private static File nearest(File folder) {
        File at = folder == null ? null : folder.getAbsoluteFile();
        while (at != null && !at.isDirectory()) {
            at = at.getParentFile();
        }
        return at;
    }
}
