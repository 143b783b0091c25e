package dev.thresher.app.window.view;

import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.experiment.RunSettings;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.Device;
import dev.thresher.engine.experiment.Precision;
import java.io.File;
import javafx.fxml.FXML;

/** The settings of a run as such: how long, from which seed, kept where. */
public final class RunSettingsController {
    private final WorkbenchViewModel workbench;
    private final Dialogs dialogs;

    @FXML private GroupPane pane;
    @FXML private SettingRow epochsRow;
    @FXML private SettingRow stepsRow;
    @FXML private SettingRow batchRow;
    @FXML private SettingRow seedRow;
    @FXML private SettingRow initRow;
    @FXML private SettingRow deviceRow;
    @FXML private SettingRow precisionRow;
    @FXML private SettingRow backendRow;
    @FXML private SettingRow threadsRow;
    @FXML private SettingRow checkpointRow;
    @FXML private SettingRow maskEveryRow;
    @FXML private SettingRow changesRow;
    @FXML private SettingRow runsRow;
    @FXML private PathBox initBox;
    @FXML private PathBox runsBox;

    public RunSettingsController(WorkbenchViewModel workbench, Dialogs dialogs) {
        this.workbench = workbench;
        this.dialogs = dialogs;
    }

    @FXML
    private void initialize() {
        RunSettings run = workbench.experiment().run;
        Form.typed(epochsRow, run.epochs);
        Form.typed(stepsRow, run.steps);
        Form.typed(batchRow, run.batch);
        Form.typed(seedRow, run.seed);
        Form.typed(initRow, run.init);
        Form.chosen(deviceRow, run.device, Choices::of, Device.CPU, Device.CUDA, Device.AUTO);
        Form.chosen(precisionRow, run.precision, Choices::of, Precision.values());
        Form.chosen(backendRow, run.backend, Choices::of, BackendKind.values());
        Form.typed(threadsRow, run.threads);
        Form.typed(checkpointRow, run.checkpointMinutes);
        Form.typed(maskEveryRow, run.maskEvery);
        Form.typed(changesRow, run.changes);
        Form.typed(runsRow, run.runs);
        initBox.setOnAction(() -> dialogs.chooseFile("File with initial weights", new File(run.init.value().get().strip()), "Safetensors", "*.safetensors")
                .ifPresent(file -> run.init.value().set(file.toString())));
        runsBox.setOnAction(() -> dialogs.chooseFolder("Folder for runs", new File(run.runs.value().get().strip()))
                .ifPresent(folder -> run.runs.value().set(folder.toString())));
        pane.watch(run);
        pane.lockWhile(workbench.run().phase().map(phase -> phase.live()));
    }
}
