package dev.thresher.app.window.view;

import dev.thresher.app.chart.Format;
import dev.thresher.app.masks.Colouring;
import dev.thresher.app.masks.Legend;
import dev.thresher.app.masks.MaskLayer;
import dev.thresher.app.maskview.MiniPlot;
import dev.thresher.app.maskview.SheetPane;
import dev.thresher.app.window.Page;
import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.masks.MaskScene;
import dev.thresher.app.window.masks.MasksViewModel;
import dev.thresher.app.window.masks.WeightReading;
import dev.thresher.app.window.run.Texts;
import dev.thresher.app.window.settings.Theme;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Slider;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Background;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.util.StringConverter;
import org.kordamp.ikonli.javafx.FontIcon;

/** Ties the sheet, the list of layers, the moments and the numbers beside to what is looked at. */
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
    @FXML private HBox legend;
    @FXML private Label scale;
    @FXML private Label weightName;
    @FXML private Label weightValues;
    @FXML private MiniPlot weightHistory;
    @FXML private Label weightChanges;
    @FXML private MiniPlot histogram;
    @FXML private Label histogramKey;
    @FXML private MiniPlot thresholds;
    @FXML private Label weightsText;
    @FXML private Label deadHead;
    @FXML private Label deadText;
    @FXML private TextArea deadList;
    @FXML private VBox pixelBox;
    @FXML private MiniPlot pixels;
    @FXML private Label pixelText;
    @FXML private Button play;
    @FXML private Slider time;
    @FXML private Label moment;
    @FXML private ComboBox<Integer> speed;

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
        since.setConverter(words(i -> masks.scene().get() == null || i >= masks.scene().get().history().size() ? "" : masks.scene().get().momentText(i)));
        since.valueProperty().addListener((_, _, i) -> {
            if (!showing && i != null) {
                masks.changesSince(i);
            }
        });
        Shown.when(sinceBox, masks.colouring().isEqualTo(Colouring.CHANGE));
        tools();
        moments();
        sheet.pointedProperty().addListener((_, _, _) -> read());
        sheet.chosenProperty().addListener((_, _, _) -> read());
        sheet.viewProperty().addListener((_, _, _) -> scale());
        masks.scene().subscribe(this::show);
        masks.empty().subscribe(this::say);
        workbench.theme().subscribe(theme -> masks.setDark(theme == Theme.DARK));
        workbench.page().subscribe(now -> masks.setSeen(now == Page.MASKS));
    }

    private void tools() {
        tool(zoomOut, "Zoom out (−, or the wheel)", sheet::zoomOut);
        tool(fit, "Show the whole layer (0, or a double click)", sheet::fit);
        tool(zoomIn, "Zoom in (+, or the wheel)", sheet::zoomIn);
        export.setTooltip(SettingRow.tip("Export the whole sheet with caption and scale"));
        for (Format format : List.of(Format.SVG, Format.PDF, Format.PNG)) {
            MenuItem item = new MenuItem("Export as " + format + " …");
            item.setId("exportSheet" + format);
            item.setOnAction(_ -> export(format));
            export.getItems().add(item);
        }
    }

    private static void tool(Button button, String help, Runnable action) {
        button.setTooltip(SettingRow.tip(help));
        button.setOnAction(_ -> action.run());
    }

    private void moments() {
        time.valueProperty().addListener((_, _, value) -> {
            if (!showing) {
                masks.pause();
                masks.goTo((int) Math.round(value.doubleValue()));
            }
        });
        time.setMajorTickUnit(1);
        time.setMinorTickCount(0);
        time.setSnapToTicks(true);
        play.setOnAction(_ -> {
            if (masks.playing().get()) {
                masks.pause();
            } else {
                masks.play();
            }
        });
        masks.playing().subscribe(on -> {
            play.setGraphic(new FontIcon(on ? "fth-pause" : "fth-play"));
            play.setAccessibleText(on ? "Pause" : "Play the moments");
            play.setTooltip(SettingRow.tip(on ? "Pause" : "Play the recorded moments one after the other"));
        });
        speed.getItems().setAll(MasksViewModel.SPEEDS);
        speed.setConverter(words(n -> n + " a second"));
        speed.valueProperty().bindBidirectional(masks.speed());
        speed.setTooltip(SettingRow.tip("Moments shown a second; slower where a layer takes longer to draw"));
    }

    private static StringConverter<Integer> words(java.util.function.IntFunction<String> text) {
        return new StringConverter<>() {
            @Override
            public String toString(Integer value) {
                return value == null ? "" : text.apply(value);
            }

            @Override
            public Integer fromString(String typed) {
                throw new UnsupportedOperationException("nothing is typed here");
            }
        };
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
            time(scene);
        } finally {
            showing = false;
        }
        if (before == null || !before.shading().legend().equals(scene.shading().legend()) || before.lacksWeights() != scene.lacksWeights()) {
            legend(scene);
        }
        side(scene);
        scale();
        read();
        before = scene;
    }

    private void time(MaskScene scene) {
        int size = scene.history().size();
        time.setMax(Math.max(0, size - 1));
        time.setValue(scene.moment());
        time.setDisable(size < 2);
        play.setDisable(size < 2);
        moment.setText(scene.momentText(scene.moment()) + "   " + (scene.moment() + 1) + " of " + size);
        moment.setTooltip(scene.choiceText().isEmpty() ? null : SettingRow.tip(scene.choiceText()));
        if (since.getItems().size() != size) {
            since.getItems().setAll(IntStream.range(0, size).boxed().toList());
        }
        since.setValue(scene.since());
    }

    private void legend(MaskScene scene) {
        legend.getChildren().clear();
        Legend of = scene.shading().legend();
        if (scene.lacksWeights()) {
            legend.getChildren().add(new Label("No W and t are kept yet, so the mask is shown:"));
        }
        if (of.ramp() != null) {
            MiniPlot ramp = new MiniPlot();
            ramp.setMinSize(90, 10);
            ramp.setMaxSize(90, 10);
            ramp.setPrefSize(90, 10);
            ramp.showRamp(of.ramp());
            legend.getChildren().addAll(new Label(of.ramp().low()), ramp, new Label(of.ramp().high()));
        }
        for (Legend.Swatch swatch : of.swatches()) {
            Region square = new Region();
            square.setMinSize(11, 11);
            square.setMaxSize(11, 11);
            square.getStyleClass().add("mask-swatch");
            square.setBackground(Background.fill(Color.rgb(swatch.colour() >> 16 & 0xFF, swatch.colour() >> 8 & 0xFF, swatch.colour() & 0xFF)));
            legend.getChildren().addAll(square, new Label(swatch.label()));
        }
        legend.getChildren().stream().filter(Label.class::isInstance).forEach(each -> ((Label) each).setMinWidth(Region.USE_PREF_SIZE)); // never cut off
    }

    private void side(MaskScene scene) {
        boolean numbers = scene.statistics() != null;
        for (Node node : List.of(histogram, histogramKey, thresholds)) {
            node.setVisible(numbers);
            node.setManaged(numbers);
        }
        boolean dressed = before != null && before.colours() == scene.colours();
        if (numbers && !(dressed && before.statistics() == scene.statistics())) {
            histogram.showHistogram(scene.statistics(), scene.colours());
            thresholds.showThresholds(scene.statistics(), scene.colours());
        }
        weightsText.setText(scene.weightsText());
        String rows = scene.layer().rowsWord();
        deadHead.setText("Dead " + rows);
        deadText.setText(scene.deadText());
        if (before == null || !before.deadRows().equals(scene.deadRows())) {
            deadList.setText(scene.deadRows().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        deadList.setVisible(!scene.deadRows().isEmpty());
        deadList.setManaged(!scene.deadRows().isEmpty());
        boolean images = scene.pixels() != null;
        pixelBox.setVisible(images);
        pixelBox.setManaged(images);
        if (images) {
            pixels.showPixels(scene.pixels(), scene.colours());
            pixelText.setText("From " + Texts.count(scene.pixels().least()) + " to " + Texts.count(scene.pixels().most()) + "; "
                    + (scene.pixels().unconnected() == 0 ? "every pixel has some." : Texts.count(scene.pixels().unconnected()) + " have none."));
        }
    }

    private void scale() {
        if (sheet.viewProperty().get() == null) {
            return;
        }
        double pixelsAWeight = sheet.viewProperty().get().scale();
        scale.setText(pixelsAWeight >= 1 ? String.format(Locale.ROOT, "%.3g pixels a weight", pixelsAWeight)
                : String.format(Locale.ROOT, "a pixel: %.2g weights, shaded by their share", 1 / pixelsAWeight / pixelsAWeight));
    }

    private void read() {
        int entry = sheet.pointedProperty().get() >= 0 ? sheet.pointedProperty().get() : sheet.chosenProperty().get();
        WeightReading reading = masks.read(entry);
        weightHistory.setVisible(reading != null);
        if (reading == null) {
            weightName.setText("Point at a weight, or choose one by a click");
            weightValues.setText("");
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
