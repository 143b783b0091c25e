package dev.thresher.app.window.view;

import dev.thresher.app.chart.Format;
import dev.thresher.app.masks.Colouring;
import dev.thresher.app.masks.MaskLayer;
import dev.thresher.app.maskview.MiniPlot;
import dev.thresher.app.maskview.SheetLegend;
import dev.thresher.app.maskview.SheetPane;
import dev.thresher.app.window.Page;
import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.masks.MaskScene;
import dev.thresher.app.window.masks.MasksViewModel;
import dev.thresher.app.window.masks.WeightReading;
import dev.thresher.app.window.settings.Theme;
import java.io.File;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Ties the sheet and the list of layers to what is looked at. Moments and numbers beside the sheet have controllers of their own. */
public final class MasksController {
    private final WorkbenchViewModel workbench;
    private final MasksViewModel masks;
    private final Dialogs dialogs;
    private MaskScene before; // what is shown: only what differs is drawn anew
    private boolean showing; // controls are being set, not used

    @FXML private StackPane root;
    @FXML private BorderPane page;
    @FXML private VBox emptyBox;
    @FXML private Label emptyHeading;
    @FXML private Label emptyHint;
    @FXML private ListView<MaskLayer> layers;
    @FXML private Label title;
    @FXML private Label caption;
    @FXML private ComboBox<Colouring> colouring;
    @FXML private HBox sinceBox;
    @FXML private ComboBox<Integer> since;
    @FXML private Button zoomOut;
    @FXML private Button fit;
    @FXML private Button zoomIn;
    @FXML private MenuButton export;
    @FXML private SheetPane sheet;
    @FXML private SheetLegend legend;
    @FXML private Label scale;
    @FXML private Label weightName;
    @FXML private Label weightValues;
    @FXML private MiniPlot weightHistory;
    @FXML private Label weightChanges;

    MasksController(WorkbenchViewModel workbench, Dialogs dialogs) {
        this.workbench = workbench;
        this.masks = workbench.masks();
        this.dialogs = dialogs;
    }

    @FXML
    private void initialize() {
        sheet.setExecutor(masks.drawing());
        layers.setCellFactory(_ -> new MaskLayerCell(masks.scene()));
        layers.getSelectionModel().selectedItemProperty().addListener((_, _, layer) -> {
            if (!showing && layer != null) {
                masks.choose(layer.name());
            }
        });
        colouring.getItems().setAll(Colouring.values());
        colouring.valueProperty().bindBidirectional(masks.colouring());
        colouring.setTooltip(SettingRow.tip("What the colours of the sheet tell"));
        since.setConverter(Choices.writer(this::moment));
        since.valueProperty().addListener((_, _, i) -> {
            if (!showing && i != null) {
                masks.changesSince(i);
            }
        });
        Shown.when(sinceBox, masks.colouring().isEqualTo(Colouring.CHANGE));
        tools();
        sheet.look().pointedProperty().addListener((_, _, _) -> read());
        sheet.look().chosenProperty().addListener((_, _, _) -> read());
        sheet.look().viewProperty().addListener((_, _, _) -> scale());
        masks.scene().subscribe(this::show);
        masks.empty().subscribe(this::say);
        workbench.theme().subscribe(theme -> masks.setDark(theme == Theme.DARK));
        workbench.page().subscribe(now -> masks.setSeen(now == Page.MASKS));
    }

    private void tools() {
        tool(zoomOut, "Zoom out (−, or the wheel)", sheet.look()::zoomOut);
        tool(fit, "Show the whole layer (0, or a double click)", sheet.look()::fit);
        tool(zoomIn, "Zoom in (+, or the wheel)", sheet.look()::zoomIn);
        export.setTooltip(SettingRow.tip("Export the whole sheet with caption and scale, or the numbers behind its colours"));
        for (Format format : Format.values()) {
            MenuItem item = new MenuItem("Export as " + format + "…");
            item.setId("exportSheet" + format);
            item.setOnAction(_ -> export(format));
            export.getItems().add(item);
        }
    }

    private static void tool(Button button, String help, Runnable action) {
        button.setTooltip(SettingRow.tip(help));
        button.setOnAction(_ -> action.run());
    }

    private void say(MasksViewModel.Empty words) {
        emptyBox.setVisible(words != null);
        page.setVisible(words == null);
        if (words != null) {
            emptyHeading.setText(words.heading());
            emptyHint.setText(words.hint());
        }
    }

    private void show(MaskScene scene) {
        if (scene == null) {
            return;
        }
        showing = true;
        try {
            if (!layers.getItems().equals(scene.layers())) {
                layers.getItems().setAll(scene.layers());
            }
            if (layers.getSelectionModel().getSelectedItem() != scene.layer()) {
                layers.getSelectionModel().select(scene.layer());
                layers.scrollTo(scene.layer());
            }
            title.setText(scene.layer().name());
            caption.setText(scene.longCaption());
            sheet.setAccessibleText("Masks of " + scene.layer().name() + ", " + scene.caption());
            sheet.show(scene.layer().layout(), scene.shading().shade(), scene.colours());
            since(scene);
        } finally {
            showing = false;
        }
        if (before == null || !before.shading().legend().equals(scene.shading().legend()) || before.lacksWeights() != scene.lacksWeights()) {
            legend.show(scene.lacksWeights() ? "No W and t are kept yet, so the mask is shown:" : "", scene.shading().legend());
        }
        scale();
        read();
        before = scene;
    }

    private void since(MaskScene scene) {
        int size = scene.history().size();
        if (since.getItems().size() != size) {
            since.getItems().setAll(IntStream.range(0, size).boxed().toList());
        }
        since.setValue(scene.since());
    }

    private String moment(Integer which) {
        MaskScene scene = masks.scene().get();
        return which == null || scene == null || which >= scene.history().size() ? "" : scene.momentText(which);
    }

    private void scale() {
        if (sheet.look().viewProperty().get() == null) {
            return;
        }
        double pixelsAWeight = sheet.look().viewProperty().get().scale();
        scale.setText(pixelsAWeight >= 1 ? String.format(Locale.ROOT, "%.3g pixels a weight", pixelsAWeight)
                : String.format(Locale.ROOT, "a pixel: %.2g weights, shaded by their share", 1 / pixelsAWeight / pixelsAWeight));
    }

    private void read() {
        WeightReading reading = masks.read(sheet.look().entry());
        Shown.now(weightValues, reading != null);
        Shown.now(weightHistory, reading != null);
        if (reading == null) {
            weightName.setText("Point at a weight, or choose one by a click");
            weightChanges.setText("Here stand its W, t, Q = |W| − t and M, and when its mask changed. Keys: + − 0, arrows, Enter, Escape.");
            return;
        }
        weightName.setText(reading.index() + "   " + reading.place());
        weightValues.setText(reading.values());
        weightChanges.setText(reading.history());
        MaskScene scene = masks.scene().get();
        weightHistory.showHistory(reading.kept(), scene.moment(), scene.colours());
    }

    private void export(Format format) {
        MaskScene scene = masks.scene().get();
        if (scene == null) {
            return;
        }
        File folder = workbench.exportFolder().get() == null ? new File("") : workbench.exportFolder().get().toFile();
        String name = (scene.run() + "-" + scene.layer().name() + "-step-" + scene.step()).replaceAll("[^A-Za-z0-9._-]+", "_");
        dialogs.chooseNewFile("Export the sheet as " + format, folder, name + "." + format.extension()).ifPresent(file -> {
            workbench.exportFolder().set(file.toAbsolutePath().getParent());
            masks.export(file, format, workbench.notice()::set);
        });
    }
}
