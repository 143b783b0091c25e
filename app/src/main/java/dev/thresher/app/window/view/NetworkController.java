package dev.thresher.app.window.view;

import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.experiment.NetworkSettings;
import dev.thresher.engine.experiment.ModelNames;
import java.io.File;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;

/** The choice of a network. */
public final class NetworkController {
    private final WorkbenchViewModel workbench;
    private final NetworkSettings network;
    private final Dialogs dialogs;

    @FXML private GroupPane pane;
    @FXML private SettingRow modelRow;
    @FXML private SettingRow fileRow;
    @FXML private ComboBox<String> modelBox;
    @FXML private PathBox fileBox;

    public NetworkController(WorkbenchViewModel workbench, Dialogs dialogs) {
        this.workbench = workbench;
        this.network = workbench.experiment().network;
        this.dialogs = dialogs;
    }

    @FXML
    private void initialize() {
        modelBox.getItems().setAll(ModelNames.LISTED);
        modelBox.setVisibleRowCount(ModelNames.LISTED.size());
        modelBox.valueProperty().bindBidirectional(network.model.value());
        // A box tells what was typed only once Enter is pressed; the form answers to every letter.
        modelBox.getEditor().textProperty().addListener((_, _, text) -> network.model.value().set(text));
        modelRow.watch(network.model);
        Form.typed(fileRow, network.file);
        fileBox.setOnAction(network::useBuiltIn);
        Shown.when(fileRow, network.file.value().map(path -> !path.isBlank()));
        pane.watch(network);
        pane.lockWhile(workbench.run().phase().map(phase -> phase.live()));
    }

    @FXML
    private void chooseFile() {
        dialogs.chooseFile("File that describes a network", new File(network.file.value().get().strip()), "Networks", "*.json")
                .ifPresent(file -> network.file.value().set(file.toString()));
    }
}
