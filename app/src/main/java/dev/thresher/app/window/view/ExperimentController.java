package dev.thresher.app.window.view;

import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.experiment.ExperimentViewModel;
import dev.thresher.app.window.experiment.Setting;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.ModelNames;
import dev.thresher.engine.experiment.StepEstimator;
import dev.thresher.engine.experiment.ThresholdKind;
import java.io.File;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.StringProperty;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/** Ties the form of the experiment to its view model. */
public final class ExperimentController {
    private final WorkbenchViewModel workbench;
    private final ExperimentViewModel model;
    private final Dialogs dialogs;

    @FXML private SettingRow modelRow;
    @FXML private SettingRow methodRow;
    @FXML private SettingRow alphaRow;
    @FXML private SettingRow thresholdRow;
    @FXML private SettingRow estimatorRow;
    @FXML private SettingRow learningRateRow;
    @FXML private SettingRow momentumRow;
    @FXML private SettingRow weightDecayRow;
    @FXML private SettingRow epochsRow;
    @FXML private SettingRow batchRow;
    @FXML private SettingRow seedRow;
    @FXML private SettingRow threadsRow;
    @FXML private SettingRow runsRow;
    @FXML private ComboBox<String> modelBox;
    @FXML private ComboBox<MethodKind> methodBox;
    @FXML private ComboBox<ThresholdKind> thresholdBox;
    @FXML private ComboBox<StepEstimator> estimatorBox;
    @FXML private CheckBox normalise;
    @FXML private TextField runsField;
    @FXML private Label alsoSet;
    @FXML private Node networkGroup;
    @FXML private Node methodGroup;
    @FXML private Node optimiserGroup;
    @FXML private Node runGroup;
    @FXML private Node locked;

    public ExperimentController(WorkbenchViewModel workbench, Dialogs dialogs) {
        this.workbench = workbench;
        this.model = workbench.experiment();
        this.dialogs = dialogs;
    }

    @FXML
    private void initialize() {
        Choices.fill(modelBox, model.model.value(), name -> name, ModelNames.LISTED.toArray(String[]::new));
        Choices.fill(methodBox, model.method.value(), Choices::of, MethodKind.values());
        Choices.fill(thresholdBox, model.threshold.value(), Choices::of, ThresholdKind.values());
        Choices.fill(estimatorBox, model.estimator.value(), Choices::of, StepEstimator.values());
        normalise.selectedProperty().bindBidirectional(model.normalise);
        modelRow.watch(model.model);
        methodRow.watch(model.method);
        thresholdRow.watch(model.threshold);
        estimatorRow.watch(model.estimator);
        typed(alphaRow, model.alpha);
        typed(learningRateRow, model.learningRate);
        typed(momentumRow, model.momentum);
        typed(weightDecayRow, model.weightDecay);
        typed(epochsRow, model.epochs);
        typed(batchRow, model.batch);
        typed(seedRow, model.seed);
        typed(threadsRow, model.threads);
        runsRow.watch(model.runs);
        runsField.textProperty().bindBidirectional(model.runs.value());

        BooleanBinding dense = model.method.value().isEqualTo(MethodKind.DENSE);
        List.of(alphaRow, thresholdRow, estimatorRow).forEach(row -> row.disableProperty().bind(dense));
        var phase = workbench.run().phase();
        BooleanBinding live = Bindings.createBooleanBinding(() -> phase.get().live(), phase);
        List.of(networkGroup, methodGroup, optimiserGroup, runGroup).forEach(group -> group.disableProperty().bind(live));
        Shown.when(locked, live);
        alsoSet.textProperty().bind(Bindings.concat("Also: ", model.alsoSet(), "."));
        Shown.when(alsoSet, model.alsoSet().isNotEmpty());
    }

    private static void typed(SettingRow row, Setting<StringProperty> setting) {
        ((TextField) row.getControl()).textProperty().bindBidirectional(setting.value());
        row.watch(setting);
    }

    @FXML
    private void chooseRuns() {
        dialogs.chooseFolder("Folder for runs", new File(model.runs.value().get().strip()))
                .ifPresent(folder -> model.runs.value().set(folder.toString()));
    }
}
