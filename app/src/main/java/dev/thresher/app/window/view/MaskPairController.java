package dev.thresher.app.window.view;

import dev.thresher.app.compare.Comparison;
import dev.thresher.app.figure.BoundRun;
import dev.thresher.app.figure.FigureFormat;
import dev.thresher.app.figure.Template;
import dev.thresher.app.masks.MaskSheet;
import dev.thresher.app.maskview.SheetLegend;
import dev.thresher.app.maskview.SheetLook;
import dev.thresher.app.maskview.SheetPane;
import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.compare.MaskPairViewModel;
import dev.thresher.app.window.settings.Theme;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.fxml.FXML;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Slider;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The masks of one layer in two runs and their difference: three sheets that move together, values from both, moment by moment. */
public final class MaskPairController {
    private final WorkbenchViewModel workbench;
    private final MaskPairViewModel masks;
    private final Dialogs dialogs;
    private final SheetLook look = new SheetLook();
    private final List<Column> columns = new ArrayList<>();
    private boolean showing; // controls are being set, not used

    @FXML private VBox root;
    @FXML private ComboBox<String> maskLayer;
    @FXML private ComboBox<Path> maskFirst;
    @FXML private ComboBox<Path> maskSecond;
    @FXML private Label maskWords;
    @FXML private Button pairZoomOut;
    @FXML private Button pairFit;
    @FXML private Button pairZoomIn;
    @FXML private MenuButton pairExport;
    @FXML private VBox pairBox;
    @FXML private GridPane sheets;
    @FXML private SheetLegend pairLegend;
    @FXML private Label pairWeight;
    @FXML private Label pairFirst;
    @FXML private Label pairSecond;
    @FXML private Slider pairTime;
    @FXML private Label pairMoment;

    /** A sheet with its two lines above. */
    private record Column(Label title, Label caption, SheetPane pane) {
    }

    MaskPairController(WorkbenchViewModel workbench, MaskPairViewModel masks, Dialogs dialogs) {
        this.workbench = workbench;
        this.masks = masks;
        this.dialogs = dialogs;
    }

    @FXML
    private void initialize() {
        maskFirst.setConverter(Choices.writer(masks::label));
        maskSecond.setConverter(Choices.writer(masks::label));
        maskFirst.valueProperty().bindBidirectional(masks.first());
        maskSecond.valueProperty().bindBidirectional(masks.second());
        maskLayer.valueProperty().bindBidirectional(masks.layer());
        maskWords.textProperty().bind(masks.words());
        for (int i = 0; i < 3; i++) {
            columns.add(column(i));
        }
        RowConstraints rest = new RowConstraints();
        rest.setVgrow(Priority.ALWAYS);
        RowConstraints captions = new RowConstraints();
        captions.setValignment(VPos.TOP);
        RowConstraints titles = new RowConstraints();
        titles.setValignment(VPos.TOP);
        sheets.getRowConstraints().setAll(titles, captions, rest);
        tools();
        pairTime.valueProperty().addListener((_, _, value) -> {
            if (!showing) {
                masks.goTo((int) Math.round(value.doubleValue()));
            }
        });
        pairTime.setTooltip(SettingRow.tip("The recorded moment of both runs that is shown (arrow keys)"));
        pairTime.setMajorTickUnit(1);
        pairTime.setMinorTickCount(0);
        pairTime.setSnapToTicks(true);
        look.pointedProperty().addListener((_, _, _) -> read());
        look.chosenProperty().addListener((_, _, _) -> read());
        masks.comparison().subscribe(this::list);
        masks.pair().subscribe(_ -> show());
        workbench.theme().subscribe(_ -> show());
    }

    private Column column(int place) {
        Column column = new Column(new Label(), new Label(), new SheetPane(look));
        column.pane.setExecutor(masks.drawing());
        column.pane.setId("pairSheet" + place);
        column.title.getStyleClass().add("mask-pair-title");
        column.caption.getStyleClass().add("quiet");
        for (Label line : List.of(column.title, column.caption)) {
            line.setWrapText(true);
            line.setMinHeight(Region.USE_PREF_SIZE);
        }
        StackPane frame = new StackPane(column.pane);
        frame.getStyleClass().add("mask-sheet");
        ColumnConstraints third = new ColumnConstraints();
        third.setPercentWidth(100.0 / 3);
        sheets.getColumnConstraints().add(third);
        sheets.addColumn(place, column.title, column.caption, frame);
        return column;
    }

    private void tools() {
        tool(pairZoomOut, "Zoom out (−, or the wheel): all three sheets", look::zoomOut);
        tool(pairFit, "Show the whole layer (0, or a double click)", look::fit);
        tool(pairZoomIn, "Zoom in (+, or the wheel): all three sheets", look::zoomIn);
        pairExport.setTooltip(SettingRow.tip("Export both masks and their difference, whole, at this moment"));
        for (FigureFormat format : Template.MASKPAIR.formats()) {
            MenuItem item = new MenuItem("Export as " + format + "…");
            item.setId("exportPair" + format);
            item.setOnAction(_ -> export(format));
            pairExport.getItems().add(item);
        }
    }

    private static void tool(Button button, String help, Runnable action) {
        button.setTooltip(SettingRow.tip(help));
        button.setOnAction(_ -> action.run());
    }

    private void list(Comparison now) {
        List<Path> folders = now == null ? List.of() : now.runs().stream().map(BoundRun::folder).toList();
        fill(maskFirst, folders);
        fill(maskSecond, folders);
        fill(maskLayer, now == null ? List.of() : now.layers());
    }

    /** Other items, the same choice: a box forgets its value with its items. */
    private static <T> void fill(ComboBox<T> box, List<T> items) {
        if (!box.getItems().equals(items)) {
            T chosen = box.getValue();
            box.getItems().setAll(items);
            box.setValue(chosen);
        }
    }

    private void show() {
        List<MaskSheet> all = masks.sheets(workbench.theme().get() == Theme.DARK);
        Shown.now(pairBox, !all.isEmpty());
        pairExport.setDisable(all.isEmpty());
        if (all.isEmpty()) {
            return;
        }
        for (int i = 0; i < all.size(); i++) {
            MaskSheet sheet = all.get(i);
            Column column = columns.get(i);
            column.title.setText(sheet.title());
            column.caption.setText(sheet.caption());
            column.pane.setAccessibleText(sheet.title() + ", " + sheet.caption());
            column.pane.show(sheet.layout(), sheet.shading().shade(), sheet.colours());
        }
        pairLegend.show("Masks:", all.getFirst().shading().legend());
        pairLegend.add("Difference:", all.getLast().shading().legend());
        showing = true;
        int moments = masks.pair().get().moments().size();
        pairTime.setMax(moments - 1);
        pairTime.setValue(masks.moment());
        pairTime.setDisable(moments < 2);
        pairMoment.setText(masks.momentText());
        showing = false;
        read();
    }

    private void read() {
        MaskPairViewModel.Reading reading = masks.read(look.entry());
        pairWeight.setText(reading == null ? "Point at a weight, or choose one by a click" : reading.name());
        pairFirst.setText(reading == null ? "Here stand its W, t, Q and M in both runs. Keys: + − 0, arrows, Enter, Escape." : reading.first());
        pairSecond.setText(reading == null ? "" : reading.second());
    }

    private void export(FigureFormat format) {
        File folder = workbench.exportFolder().get() == null ? new File("") : workbench.exportFolder().get().toFile();
        String name = ("masks-" + masks.layer().get() + "-" + masks.first().get().getFileName() + "-" + masks.second().get().getFileName())
                .replaceAll("[^A-Za-z0-9._-]+", "_");
        dialogs.chooseNewFile("Export both masks as " + format, folder, name + "." + format.extension()).ifPresent(file -> {
            workbench.exportFolder().set(file.toAbsolutePath().getParent());
            masks.export(file, format, workbench.notice()::set);
        });
    }
}
