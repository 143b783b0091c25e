package dev.thresher.app.window.view;

import dev.thresher.datasets.Augmentation;
import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.experiment.DataSettings;
import dev.thresher.app.window.experiment.DataSettings.Inputs;
import dev.thresher.app.window.experiment.DataSettings.Source;
import java.io.File;
import java.util.stream.Stream;
import javafx.fxml.FXML;

/** What is trained on, and how it is fed. */
public final class DataController {
    private final WorkbenchViewModel workbench;
    private final Dialogs dialogs;

    @FXML private GroupPane pane;
    @FXML private SettingRow sourceRow;
    @FXML private SettingRow imagesRow;
    @FXML private SettingRow imageSizeRow;
    @FXML private SettingRow tensorsRow;
    @FXML private SettingRow inputsRow;
    @FXML private SettingRow meanRow;
    @FXML private SettingRow deviationRow;
    @FXML private SettingRow augmentationRow;
    @FXML private SettingRow damagedRow;
    @FXML private SettingRow shuffleRow;
    @FXML private PathBox imagesBox;
    @FXML private PathBox tensorsBox;

    public DataController(WorkbenchViewModel workbench, Dialogs dialogs) {
        this.workbench = workbench;
        this.dialogs = dialogs;
    }

    @FXML
    private void initialize() {
        DataSettings data = workbench.experiment().data;
        Form.chosen(sourceRow, data.source, Choices::of, Source.values());
        Form.typed(imagesRow, data.images);
        Form.typed(imageSizeRow, data.imageSize);
        Form.typed(tensorsRow, data.tensors);
        Form.chosen(inputsRow, data.inputs, Choices::of, Inputs.values());
        Form.typed(meanRow, data.mean);
        Form.typed(deviationRow, data.deviation);
        Form.chosen(augmentationRow, data.augmentation, Choices::ofAugmentation,
                Stream.concat(Stream.of(DataSettings.CUSTOMARY), Augmentation.ids().stream()).toArray(String[]::new));
        Form.chosen(damagedRow, data.skipDamaged, Choices::ofDamaged, false, true);
        Form.checked(shuffleRow, data.shuffle);
        imagesBox.setOnAction(() -> dialogs.chooseFolder("Folder that holds a folder of pictures for each class",
                new File(data.images.value().get().strip())).ifPresent(folder -> data.images.value().set(folder.toString())));
        tensorsBox.setOnAction(() -> dialogs.chooseFile("File with the tensors 'images' and 'labels'",
                        new File(data.tensors.value().get().strip()), "Tensors", "*.safetensors", "*.npz", "*.npy")
                .ifPresent(file -> data.tensors.value().set(file.toString())));
        pane.watch(data);
        pane.lockWhile(workbench.run().phase().map(phase -> phase.live()));
    }
}
