package dev.thresher.app.window.view;

import dev.thresher.app.figure.FigureFile;
import dev.thresher.app.figure.FigureFormat;
import dev.thresher.app.figure.Template;
import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.figures.FiguresViewModel;
import dev.thresher.app.window.figures.Preview;
import dev.thresher.app.window.figures.RunChoice;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;

/** The Figures page: what there is to draw, its preview at true size, and where it goes. */
public final class FiguresController {
    private static final double[] ZOOMS = {0.5, 0.75, 1, 1.5, 2, 3};
    private static final double USUAL_DPI = 96;

    private final WorkbenchViewModel workbench;
    private final FiguresViewModel figures;
    private final Dialogs dialogs;
    private final List<CheckMenuItem> formats = new ArrayList<>();
    private int zoom = 2;

    @FXML private ListView<Template> templates;
    @FXML private ListView<RunChoice> runs;
    @FXML private Label number;
    @FXML private Label purpose;
    @FXML private Button smaller;
    @FXML private Button larger;
    @FXML private Button trueSize;
    @FXML private ScrollPane desk;
    @FXML private StackPane paper;
    @FXML private ImageView picture;
    @FXML private VBox message;
    @FXML private Label messageHeading;
    @FXML private Label messageText;
    @FXML private Label problem;
    @FXML private TextField name;
    @FXML private Button save;
    @FXML private Button open;
    @FXML private Button refresh;
    @FXML private Button addRun;
    @FXML private Button cancel;
    @FXML private MenuButton exportOne;
    @FXML private MenuButton exportChosen;
    @FXML private HBox exportBar;
    @FXML private ProgressBar exportProgress;

    FiguresController(WorkbenchViewModel workbench, Dialogs dialogs) {
        this.workbench = workbench;
        this.figures = workbench.figures();
        this.dialogs = dialogs;
    }

    @FXML
    private void initialize() {
        templates.getItems().setAll(Template.values());
        templates.setCellFactory(_ -> new FigureCell<>(one -> new FigureCell.Words(one.number(), one.title(), icon(one)), figures::chosen,
                one -> "Export " + one.number() + " with the others"));
        templates.getSelectionModel().select(figures.template().get());
        templates.getSelectionModel().selectedItemProperty().addListener((_, _, one) -> {
            if (one != null) {
                figures.template().set(one);
            }
        });
        figures.template().subscribe(this::head);
        runs.setItems(figures.runs());
        runs.setCellFactory(_ -> new FigureCell<>(run -> new FigureCell.Words(run.name(), run.about(), null), RunChoice::bound, run -> "Draw from " + run.name()));
        runs.setOnKeyPressed(event -> {
            RunChoice at = runs.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.SPACE && at != null) {
                at.bound().set(!at.bound().get());
                event.consume();
            }
        });
        Label none = new Label("No run is recorded in the runs folder yet. Train one, or add a run folder.");
        none.setWrapText(true);
        none.getStyleClass().add("quiet");
        runs.setPlaceholder(none);
        name.textProperty().bindBidirectional(figures.name());
        name.setAccessibleText("Name of the figure");
        problem.textProperty().bind(figures.problem());
        Shown.when(problem, figures.problem().isNotEmpty());
        Shown.when(exportBar, figures.exporting());
        exportProgress.progressProperty().bind(figures.progress());
        List.of(save, exportOne, exportChosen).forEach(control -> control.disableProperty().bind(figures.exporting()));
        buildMenus();
        explain();
        figures.preview().subscribe(this::show);
        zoom(zoom);
        refresh();
        // a run that has been trained meanwhile shall be there when the page is seen again
        workbench.page().addListener((_, _, page) -> {
            if (page.view().equals("figures.fxml")) {
                refresh();
            }
        });
        workbench.experiment().run.runs.value().addListener((_, _, _) -> refresh());
    }

    private static String icon(Template one) {
        return switch (one) {
            case FIG2 -> "fth-corner-right-up";
            case FIG3 -> "fth-git-commit";
            case FIG4A, FIG4B, FIG6A, FIG6B -> "fth-trending-down";
            case FIG5A, FIG5B -> "fth-activity";
            case TABLE1, TABLE2 -> "fth-list";
            case MASKS -> "fth-grid";
            default -> "fth-bar-chart-2";
        };
    }

    private void explain() {
        save.setTooltip(SettingRow.tip("Keeps the figure's settings beside its run, so that it can be made again, here or by thresher figure --spec"));
        open.setTooltip(SettingRow.tip("Takes up a saved figure"));
        refresh.setTooltip(SettingRow.tip("Looks into the runs folder again"));
        addRun.setTooltip(SettingRow.tip("Adds a run folder from elsewhere"));
        trueSize.setTooltip(SettingRow.tip("Shows the figure as large as it will be on paper"));
        smaller.setTooltip(SettingRow.tip("Smaller"));
        larger.setTooltip(SettingRow.tip("Larger"));
        cancel.setTooltip(SettingRow.tip("Ends the export between two files; what is written stays"));
    }

    private void buildMenus() {
        for (FigureFormat format : FigureFormat.values()) {
            CheckMenuItem item = new CheckMenuItem(words(format));
            item.setSelected(format != FigureFormat.PNG);
            item.setId("format-" + format.extension());
            formats.add(item);
        }
        MenuItem go = new MenuItem("Into a folder…");
        go.setId("exportFolder");
        go.setOnAction(_ -> exportChosen());
        exportChosen.getItems().setAll(formats);
        exportChosen.getItems().addAll(new SeparatorMenuItem(), go);
    }

    private static String words(FigureFormat format) {
        return switch (format) {
            case CSV -> "CSV (numbers)";
            case TEX -> "LaTeX (tables)";
            default -> format.name();
        };
    }

    private void head(Template one) {
        number.setText(one.number() + " – " + one.title());
        purpose.setText(one.wantsRuns() ? "Drawn from " + one.needs() : "Drawn from no run");
        templates.getSelectionModel().select(one);
        exportOne.getItems().setAll(one.formats().stream().map(format -> {
            MenuItem item = new MenuItem(words(format));
            item.setId("as-" + format.extension());
            item.setOnAction(_ -> export(format));
            return item;
        }).toList());
    }

    private void show(Preview preview) {
        boolean there = preview.picture() != null;
        Shown.now(desk, there);
        Shown.now(message, !there);
        if (there) {
            BufferedImage made = preview.picture();
            WritableImage image = new WritableImage(made.getWidth(), made.getHeight());
            image.getPixelWriter().setPixels(0, 0, made.getWidth(), made.getHeight(), PixelFormat.getIntArgbInstance(),
                    made.getRGB(0, 0, made.getWidth(), made.getHeight(), null, 0, made.getWidth()), 0, made.getWidth());
            picture.setImage(image);
            picture.setFitWidth(preview.width() * inch() * ZOOMS[zoom]);
            picture.setFitHeight(preview.height() * inch() * ZOOMS[zoom]);
            picture.setAccessibleText(number.getText());
        } else {
            messageHeading.setText(figures.template().get().number() + (preview.message().isEmpty() ? " is being drawn" : " cannot be drawn yet"));
            String start = figures.template().get().number() + ": ";
            String text = preview.message().startsWith(start) ? preview.message().substring(start.length()) : preview.message();
            messageText.setText(text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : "."));
        }
    }

    /** Logical pixels that make an inch on this screen. */
    private static double inch() {
        double dpi = Screen.getPrimary().getDpi() / Screen.getPrimary().getOutputScaleX();
        return dpi > 50 && dpi < 400 ? dpi : USUAL_DPI;
    }

    private void zoom(int to) {
        zoom = Math.clamp(to, 0, ZOOMS.length - 1);
        trueSize.setText(Math.round(100 * ZOOMS[zoom]) + "\u2009%");
        trueSize.setAccessibleText("Zoom " + trueSize.getText() + "; shows the true size");
        smaller.setDisable(zoom == 0);
        larger.setDisable(zoom == ZOOMS.length - 1);
        figures.dotsPerInch().set(inch() * ZOOMS[zoom] * Screen.getPrimary().getOutputScaleX());
        show(figures.preview().get());
    }

    @FXML
    private void zoomIn() {
        zoom(zoom + 1);
    }

    @FXML
    private void zoomOut() {
        zoom(zoom - 1);
    }

    @FXML
    private void trueSize() {
        zoom(2);
    }

    @FXML
    private void refresh() {
        figures.refresh(workbench.experiment().runsFolder(), workbench.run().folder().get());
    }

    @FXML
    private void addRun() {
        dialogs.chooseFolder("A run folder to draw from", workbench.experiment().runsFolder().toFile()).ifPresent(figures::bind);
    }

    @FXML
    private void save() {
        figures.save();
    }

    @FXML
    private void open() {
        dialogs.chooseFile("A saved figure", workbench.experiment().runsFolder().toFile(), "Figures", "*" + FigureFile.ENDING).ifPresent(figures::open);
    }

    private void export(FigureFormat format) {
        Optional<Path> file = dialogs.chooseNewFile("Export " + figures.template().get().number(), folder(), figures.name().get().strip() + "." + format.extension());
        file.ifPresent(chosen -> {
            workbench.exportFolder().set(chosen.toAbsolutePath().getParent());
            figures.export(chosen, format);
        });
    }

    private void exportChosen() {
        List<FigureFormat> wanted = formats.stream().filter(CheckMenuItem::isSelected).map(item -> FigureFormat.values()[formats.indexOf(item)]).toList();
        dialogs.chooseFolder("A folder for the figures", folder()).ifPresent(chosen -> {
            workbench.exportFolder().set(chosen);
            figures.exportChosen(chosen, wanted);
        });
    }

    private File folder() {
        return workbench.exportFolder().get() == null ? workbench.experiment().runsFolder().toFile() : workbench.exportFolder().get().toFile();
    }

    @FXML
    private void cancelExport() {
        figures.giveUp();
    }
}
