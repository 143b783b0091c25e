package dev.thresher.app.window.view;

import dev.thresher.app.window.runs.RunsViewModel;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** What the table of runs says while it is empty. */
final class RunsPlaceholder extends VBox {
    RunsPlaceholder(RunsViewModel runs) {
        getStyleClass().add("empty");
        Label heading = new Label();
        heading.getStyleClass().add("empty-heading");
        Label hint = new Label();
        hint.getStyleClass().add("empty-hint");
        hint.setWrapText(true);
        hint.setMaxWidth(460);
        hint.setMinHeight(USE_PREF_SIZE);
        heading.textProperty().bind(Bindings.createStringBinding(() -> !runs.read().get() ? "Reading the runs…"
                : runs.count() == 0 ? "No runs yet" : "No run is like that", runs.read(), runs.shown()));
        hint.textProperty().bind(Bindings.createStringBinding(() -> !runs.read().get() ? ""
                : runs.count() == 0 ? "Start one on the Train page and it is listed here while it trains. Runs that are elsewhere come in by Folders."
                : "Clear the search, or choose all runs.", runs.read(), runs.shown()));
        getChildren().setAll(new FontIcon("fth-list"), heading, hint);
    }
}
