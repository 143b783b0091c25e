package dev.thresher.app.window.view;

import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.experiment.ExperimentViewModel;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/** What concerns the form of the experiment as a whole. */
public final class ExperimentController {
    private final WorkbenchViewModel workbench;

    @FXML private Node locked;
    @FXML private Label alsoSet;
    @FXML private VBox form;
    @FXML private ScrollPane panel;

    public ExperimentController(WorkbenchViewModel workbench) {
        this.workbench = workbench;
    }

    @FXML
    private void initialize() {
        ExperimentViewModel experiment = workbench.experiment();
        Shown.when(panel, workbench.train().formHidden().map(hidden -> !hidden));
        rememberFolding();
        Shown.when(locked, workbench.run().phase().map(phase -> phase.live()));
        alsoSet.textProperty().bind(Bindings.concat("Also: ", experiment.alsoSet(), "."));
        Shown.when(alsoSet, experiment.alsoSet().isNotEmpty());
    }

    private void rememberFolding() {
        for (Node node : form.getChildren()) {
            if (node instanceof GroupPane group) {
                group.setExpanded(!workbench.train().folded(group.getText()));
                group.expandedProperty().addListener((_, _, open) -> workbench.train().keepFolded(group.getText(), !open));
            }
        }
    }
}
