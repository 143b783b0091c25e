package dev.thresher.app.window.figures;

import java.nio.file.Path;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/**
 * A recorded run that a figure can be bound to.
 *
 * @param folder absolute
 * @param name of the folder
 * @param about what it trained, in a few words; the reason where it cannot be read
 * @param bound whether the figure shown is drawn from it
 */
public record RunChoice(Path folder, String name, String about, BooleanProperty bound) {
    RunChoice(Path folder, String about) {
        this(folder, folder.getFileName() == null ? folder.toString() : folder.getFileName().toString(), about, new SimpleBooleanProperty());
    }
}
