package dev.thresher.app.window.view;

import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.experiment.ScheduleSettings;
import dev.thresher.engine.experiment.ScheduleKind;
import javafx.fxml.FXML;

/** The settings of the learning rate's schedule. */
public final class ScheduleController {
    private final WorkbenchViewModel workbench;

    @FXML private GroupPane pane;
    @FXML private SettingRow scheduleRow;
    @FXML private SettingRow decayEpochsRow;
    @FXML private SettingRow gammaRow;
    @FXML private SettingRow warmUpRow;

    public ScheduleController(WorkbenchViewModel workbench) {
        this.workbench = workbench;
    }

    @FXML
    private void initialize() {
        ScheduleSettings schedule = workbench.experiment().schedule;
        Form.chosen(scheduleRow, schedule.kind, Choices::of, ScheduleKind.values());
        Form.typed(decayEpochsRow, schedule.decayEpochs);
        Form.typed(gammaRow, schedule.gamma);
        Form.typed(warmUpRow, schedule.warmUp);
        pane.watch(schedule);
        pane.lockWhile(workbench.run().phase().map(phase -> phase.live()));
    }
}
