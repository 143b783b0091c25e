package dev.thresher.app.window.view;

import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.experiment.MethodSettings;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.StepEstimator;
import dev.thresher.engine.experiment.ThresholdKind;
import javafx.fxml.FXML;

/** The settings of the sparse method. */
public final class MethodController {
    private final WorkbenchViewModel workbench;

    @FXML private GroupPane pane;
    @FXML private SettingRow methodRow;
    @FXML private SettingRow alphaRow;
    @FXML private SettingRow thresholdRow;
    @FXML private SettingRow estimatorRow;

    public MethodController(WorkbenchViewModel workbench) {
        this.workbench = workbench;
    }

    @FXML
    private void initialize() {
        MethodSettings method = workbench.experiment().method;
        Form.chosen(methodRow, method.kind, Choices::of, MethodKind.values());
        Form.typed(alphaRow, method.alpha);
        Form.chosen(thresholdRow, method.threshold, Choices::of, ThresholdKind.values());
        Form.chosen(estimatorRow, method.estimator, Choices::of, StepEstimator.values());
        pane.watch(method);
        pane.lockWhile(workbench.run().phase().map(phase -> phase.live()));
    }
}
