package dev.thresher.app.window.view;

import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.experiment.OptimiserSettings;
import dev.thresher.engine.experiment.DecayScope;
import dev.thresher.engine.experiment.OptimiserKind;
import javafx.fxml.FXML;

/** The settings of the optimiser. */
public final class OptimiserController {
    private final WorkbenchViewModel workbench;

    @FXML private GroupPane pane;
    @FXML private SettingRow optimiserRow;
    @FXML private SettingRow learningRateRow;
    @FXML private SettingRow momentumRow;
    @FXML private SettingRow nesterovRow;
    @FXML private SettingRow weightDecayRow;
    @FXML private SettingRow decaysRow;

    public OptimiserController(WorkbenchViewModel workbench) {
        this.workbench = workbench;
    }

    @FXML
    private void initialize() {
        OptimiserSettings optimiser = workbench.experiment().optimiser;
        Form.chosen(optimiserRow, optimiser.kind, Choices::of, OptimiserKind.values());
        Form.typed(learningRateRow, optimiser.learningRate);
        Form.typed(momentumRow, optimiser.momentum);
        Form.checked(nesterovRow, optimiser.nesterov);
        Form.typed(weightDecayRow, optimiser.weightDecay);
        Form.chosen(decaysRow, optimiser.decays, Choices::of, DecayScope.values());
        pane.watch(optimiser);
        pane.lockWhile(workbench.run().phase().map(phase -> phase.live()));
    }
}
