package dev.thresher.app.window.view;

import dev.thresher.app.figure.FigureFile;
import dev.thresher.app.figure.Template;
import dev.thresher.app.window.Page;
import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.figures.FiguresViewModel;
import dev.thresher.app.window.figures.RunChoice;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The Figures page: what there is to draw, its preview at true size, and where it goes. */
public final class FiguresController {
    private final WorkbenchViewModel workbench;
    private final FiguresViewModel figures;
    private final Dialogs dialogs;

    @FXML private ListView<Template> templates;
    @FXML private ListView<RunChoice> runs;
    @FXML private Label number;
    @FXML private Label purpose;
    @FXML private Button smaller;
    @FXML private Button larger;
    @FXML private Button trueSize;
    @FXML private ScrollPane desk;
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
        templates();
        runs();
        name.textProperty().bindBidirectional(figures.name());
        name.setAccessibleText("Name of the figure");
        problem.textProperty().bind(figures.problem());
        Shown.when(problem, figures.problem().isNotEmpty());
        Shown.when(exportBar, figures.exports().busy());
        exportProgress.progressProperty().bind(figures.exports().progress());
        List.of(save, exportOne, exportChosen).forEach(control -> control.disableProperty().bind(figures.exports().busy()));
        new FigureMenus(workbench, dialogs).fill(exportOne, exportChosen);
        save.setTooltip(SettingRow.tip("Keeps the figure's settings beside its run, so that it can be made again, here or by thresher figure --spec"));
        open.setTooltip(SettingRow.tip("Takes up a saved figure"));
        refresh.setTooltip(SettingRow.tip("Looks into the runs folder again"));
        addRun.setTooltip(SettingRow.tip("Adds a run folder from elsewhere"));
        cancel.setTooltip(SettingRow.tip("Ends the export between two files; what is written stays"));
        new FigureDesk(figures, new FigureDesk.Parts(desk, picture, message, messageHeading, messageText, smaller, trueSize, larger));
        refresh();
        // a run that has been trained meanwhile shall be there when the page is seen again
        workbench.page().addListener((_, _, page) -> {
            if (page == Page.FIGURES) {
                refresh();
            }
        });
        workbench.experiment().run.runs.value().addListener((_, _, _) -> refresh());
    }

    private void templates() {
        templates.getItems().setAll(Template.values());
        templates.setCellFactory(_ -> new FigureCell<Template>(one -> new FigureCell.Words(one.number(), one.title()), figures::chosen,
                one -> "Export " + one.number() + " with the others").withPicture(FiguresController::icon, figures.thumbnails()::of));
        templates.getSelectionModel().select(figures.template().get());
        templates.getSelectionModel().selectedItemProperty().addListener((_, _, one) -> {
            if (one != null) {
                figures.template().set(one);
            }
        });
        figures.template().subscribe(this::head);
    }

    private void head(Template one) {
        number.setText(one.number() + " – " + one.title());
        purpose.setText(one.wantsRuns() ? "Drawn from " + one.needs() : "Drawn from no run");
        templates.getSelectionModel().select(one);
    }

    /** What stands in the place of a picture that is not there. */
    private static String icon(Template one) {
        return switch (one) {
            case FIG2 -> "fth-corner-right-up";
            case FIG3 -> "fth-git-commit";
            case FIG4A, FIG4B, FIG6A, FIG6B -> "fth-trending-down";
            case FIG5A, FIG5B -> "fth-activity";
            case TABLE1, TABLE2 -> "fth-list";
            case MASKS, MASKPAIR -> "fth-grid";
            default -> "fth-bar-chart-2";
        };
    }

    private void runs() {
        runs.setItems(figures.runs());
        runs.setCellFactory(_ -> new FigureCell<>(run -> new FigureCell.Words(run.name(), run.about()), RunChoice::bound, run -> "Draw from " + run.name()));
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

    @FXML
    private void cancelExport() {
        figures.exports().giveUp();
    }
}
