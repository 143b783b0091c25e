package dev.thresher.app.window.view;

import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.data.DataViewModel;
import dev.thresher.app.window.experiment.ExperimentViewModel;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.datasets.catalogue.DatasetStatus;
import dev.thresher.datasets.catalogue.KnownDataset.Origin;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;

/** The choice of a data set: whether it is here, and the way to bring it here. */
public final class DataController {
    private final DataViewModel data;
    private final ExperimentViewModel experiment;

    @FXML private SettingRow datasetRow;
    @FXML private ComboBox<String> datasetBox;
    @FXML private HBox presence;
    @FXML private Label detail;
    @FXML private Button bring;
    @FXML private HBox bringing;
    @FXML private Label doing;
    @FXML private ProgressBar progress;

    public DataController(WorkbenchViewModel workbench) {
        this.data = workbench.data();
        this.experiment = workbench.experiment();
    }

    @FXML
    private void initialize() {
        datasetBox.setConverter(Choices.writer(this::title));
        datasetBox.setCellFactory(_ -> new DatasetCell());
        datasetBox.setButtonCell(new TitleCell());
        datasetBox.valueProperty().bindBidirectional(experiment.dataset.value());
        datasetRow.watch(experiment.dataset);
        data.status().addListener((_, _, _) -> show());
        experiment.dataset.value().addListener((_, _, _) -> show());
        Shown.when(bringing, data.busy());
        Shown.when(presence, data.busy().not());
        doing.textProperty().bind(data.doing());
        progress.progressProperty().bind(Bindings.max(0, data.progress()));
        show();
    }

    private void show() {
        String chosen = experiment.dataset.value().get();
        var names = data.status().get().stream().map(one -> one.dataset().name()).toList();
        if (!datasetBox.getItems().equals(names)) {
            datasetBox.getItems().setAll(names);
            experiment.dataset.value().set(chosen);
        }
        // The titles may have come just now.
        datasetBox.setButtonCell(new TitleCell());
        var status = data.of(chosen);
        detail.setText(status.map(DataController::describe).orElse(""));
        status.ifPresent(one -> detail.setTooltip(SettingRow.tip(one.dataset().title() + ": " + one.dataset().description()
                + one.folder().map(folder -> ". It lies in " + folder).orElse(""))));
        boolean absent = status.isPresent() && !status.get().present() && status.get().dataset().origin() != Origin.PLACED;
        bring.setVisible(absent);
        bring.setManaged(absent);
        bring.setText(absent && status.get().dataset().origin() == Origin.GENERATED ? "Draw now" : "Fetch");
    }

    private static String describe(DatasetStatus status) {
        if (status.present()) {
            return "On this machine";
        }
        if (status.dataset().origin() == Origin.GENERATED) {
            return "Drawn at first use";
        }
        if (status.dataset().origin() == Origin.PLACED) {
            return "Not on this machine";
        }
        return Math.ceilDiv(DatasetCatalogue.remote(status.dataset().name()).bytes(), 1_000_000) + " MB to fetch";
    }

    private String title(String name) {
        return data.of(name).map(one -> one.dataset().title()).orElse(name);
    }

    @FXML
    private void bring() {
        data.bring(experiment.dataset.value().get());
    }

    @FXML
    private void cancel() {
        data.cancel();
    }

    private class TitleCell extends ListCell<String> {
        @Override
        protected void updateItem(String name, boolean empty) {
            super.updateItem(name, empty);
            setText(empty || name == null ? "" : title(name));
        }
    }

    private final class DatasetCell extends TitleCell {
        @Override
        protected void updateItem(String name, boolean empty) {
            super.updateItem(name, empty);
            boolean here = !empty && data.of(name).map(DatasetStatus::present).orElse(true);
            if (!empty && !here) {
                setText(getText() + "  ·  " + (data.of(name).orElseThrow().dataset().origin() == Origin.GENERATED
                        ? "drawn at first use" : "not here yet"));
            }
        }
    }
}
