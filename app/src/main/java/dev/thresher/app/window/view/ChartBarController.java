package dev.thresher.app.window.view;

import dev.thresher.app.chart.XUnit;
import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.train.TrainViewModel;
import java.io.File;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;

/** How all charts are drawn: over what, in groups of layers, beside which dense run; and whether the settings are in sight. */
public final class ChartBarController {
    private final WorkbenchViewModel workbench;
    private final TrainViewModel train;
    private final Dialogs dialogs;

    @FXML private ToggleButton formToggle;
    @FXML private ToggleButton overSteps;
    @FXML private ToggleButton overEpochs;
    @FXML private ToggleButton overSeconds;
    @FXML private ToggleButton groupLayers;
    @FXML private MenuButton denseMenu;
    @FXML private MenuItem denseClear;
    @FXML private Label denseName;

    public ChartBarController(WorkbenchViewModel workbench, Dialogs dialogs) {
        this.workbench = workbench;
        this.dialogs = dialogs;
        train = workbench.train();
    }

    @FXML
    private void initialize() {
        formToggle.selectedProperty().bindBidirectional(train.formHidden());
        train.formHidden().subscribe(hidden -> {
            String what = hidden ? "Show the settings" : "Hide the settings, and give the charts their room";
            formToggle.setTooltip(SettingRow.tip(what));
            formToggle.setAccessibleText(what);
        });
        List<ToggleButton> units = List.of(overSteps, overEpochs, overSeconds);
        train.unit().subscribe(unit -> units.forEach(button -> button.setSelected(units.indexOf(button) == unit.ordinal())));
        for (ToggleButton button : units) {
            button.setTooltip(SettingRow.tip("Draw all charts over " + button.getText().toLowerCase(java.util.Locale.ROOT)));
            button.setOnAction(_ -> {
                train.unit().set(XUnit.values()[units.indexOf(button)]);
                button.setSelected(true); // pressed again it stays
            });
        }
        groupLayers.selectedProperty().bindBidirectional(train.grouped());
        groupLayers.setTooltip(SettingRow.tip("Draw the layers of a stage as their mean, in a band from the least to the most that remains"));
        Shown.when(groupLayers, train.models().map(_ -> train.worthGrouping()));
        denseMenu.setTooltip(SettingRow.tip("Draw the accuracy of a recorded dense run of the same network beside this run's"));
        denseClear.disableProperty().bind(train.dense().log().isNull());
        denseName.textProperty().bind(train.dense().log().map(log -> log.name()).orElse(""));
        Shown.when(denseName, train.dense().log().isNotNull());
    }

    @FXML
    private void chooseDense() {
        dialogs.chooseFolder("Choose the folder of a dense run", new File(workbench.experiment().run.runs.value().get().strip()))
                .ifPresent(train.dense()::choose);
    }

    @FXML
    private void clearDense() {
        train.dense().clear();
    }
}
