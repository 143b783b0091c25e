package dev.thresher.app.window.view;

import java.io.File;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Alert;
import javafx.scene.control.Alert.AlertType;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Label;
import javafx.stage.Modality;
import javafx.stage.Stage;
import org.kordamp.ikonli.javafx.FontIcon;

/** Dialogs over the window. */
public final class FxDialogs implements Dialogs {
    private static final String STYLES = "/dev/thresher/app/styles/workbench.css";

    private final Stage owner;
    private final Choosers choosers;

    /** @param choosers how files and folders are picked */
    public FxDialogs(Stage owner, Choosers choosers) {
        this.owner = owner;
        this.choosers = choosers;
    }

    @Override
    public void error(String title, String line) {
        alert(AlertType.ERROR, title, line, ButtonType.OK).showAndWait();
    }

    @Override
    public boolean stopAndClose(String run) {
        return sure("A run is under way", run
                + " is still training. If you stop it, everything up to now is kept in its folder, and it can be resumed later.",
                "Stop and close", "Keep training");
    }

    @Override
    public boolean sure(String title, String line, String action, String keep) {
        ButtonType go = new ButtonType(action, ButtonData.OTHER);
        ButtonType stay = new ButtonType(keep, ButtonData.CANCEL_CLOSE);
        Alert alert = alert(AlertType.CONFIRMATION, title, line, go, stay);
        // Whoever presses Enter without reading loses nothing.
        ((Button) alert.getDialogPane().lookupButton(stay)).setDefaultButton(true);
        alert.setOnShown(_ -> alert.getDialogPane().lookupButton(stay).requestFocus());
        return alert.showAndWait().filter(go::equals).isPresent();
    }

    private Alert alert(AlertType type, String title, String line, ButtonType... buttons) {
        Label text = new Label(line);
        text.setWrapText(true);
        text.setMinHeight(Label.USE_PREF_SIZE);
        text.setPrefWidth(440);
        return alert(type, title, text, buttons);
    }

    private Alert alert(AlertType type, String title, Node content, ButtonType... buttons) {
        Alert alert = new Alert(type, null, buttons);
        alert.initOwner(owner.isShowing() ? owner : null);
        alert.setTitle("Thresher");
        alert.setHeaderText(title);
        alert.getDialogPane().setContent(content);
        alert.setGraphic(new FontIcon(switch (type) {
            case ERROR -> "fth-alert-circle";
            case CONFIRMATION -> "fth-help-circle";
            default -> "fth-info";
        }));
        alert.getDialogPane().getStyleClass().add("thresher-dialog");
        alert.getDialogPane().getStylesheets().add(
                Objects.requireNonNull(FxDialogs.class.getResource(STYLES), STYLES).toExternalForm());
        return alert;
    }

    @Override
    public Optional<Path> chooseFolder(String title, File initial) {
        return choosers.chooseFolder(title, initial);
    }

    @Override
    public Optional<Path> chooseFile(String title, File initial, String kind, String... patterns) {
        return choosers.chooseFile(title, initial, kind, patterns);
    }

    @Override
    public Optional<Path> chooseNewFile(String title, File folder, String name) {
        return choosers.chooseNewFile(title, folder, name);
    }

    @Override
    public boolean confirm(String title, Parent form, String action) {
        ButtonType go = new ButtonType(action, ButtonData.OK_DONE);
        Alert alert = alert(AlertType.CONFIRMATION, title, form, go, ButtonType.CANCEL);
        alert.setGraphic(new FontIcon("fth-share"));
        return alert.showAndWait().filter(go::equals).isPresent();
    }

    @Override
    public void show(String title, Parent content) {
        Alert alert = alert(AlertType.INFORMATION, title, content, ButtonType.CLOSE);
        alert.initModality(Modality.NONE);
        alert.setGraphic(new FontIcon("fth-layers"));
        alert.setResizable(true);
        alert.getDialogPane().setMaxWidth(Double.MAX_VALUE); // the theme keeps alerts narrow, for they hold sentences
        alert.show();
    }

    @Override
    public void about() {
        String version = Objects.requireNonNullElse(FxDialogs.class.getPackage().getImplementationVersion(), "development build");
        alert(AlertType.INFORMATION, "Thresher", """
                A workbench for Dynamic Sparse Training: networks that prune and recover their own weights at every \
                step, through trainable thresholds.

                Version %s, Java %s, JavaFX %s

                After Liu, Xu, Shi, Cheung and So: Dynamic Sparse Training, ICLR 2020.""".formatted(version,
                Runtime.version().feature(), System.getProperty("javafx.version")), ButtonType.CLOSE).showAndWait();
    }
}
