package dev.thresher.app.window.view;

import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chartview.ChartView;
import dev.thresher.app.compare.CompareCharts;
import dev.thresher.app.compare.Comparison;
import dev.thresher.app.compare.ComparisonTable;
import dev.thresher.app.compare.Quantity;
import dev.thresher.app.figure.MadeFigure;
import dev.thresher.app.figure.Table.Cell;
import dev.thresher.app.figure.TableText;
import dev.thresher.app.figure.Template;
import dev.thresher.app.window.Page;
import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.compare.CompareViewModel;
import dev.thresher.app.window.settings.Theme;
import dev.thresher.datasets.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tab;
import javafx.scene.control.TableView;
import javafx.scene.control.TabPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** Runs beside each other: curves, small charts on the same axes, a table, Figures 3 and 7. */
public final class CompareController {
    private final WorkbenchViewModel workbench;
    private final CompareViewModel compare;
    private final Dialogs dialogs;
    private final Supplier<ChartView> charts;
    private ComparisonTableView tableView;
    private SmallMultiples small;

    @FXML private MenuButton runsMenu;
    @FXML private CheckBox means;
    @FXML private Button export;
    @FXML private Label message;
    @FXML private VBox empty;
    @FXML private TabPane tabs;
    @FXML private ComboBox<Quantity> quantity;
    @FXML private ChartCard curves;
    @FXML private ComboBox<CompareCharts.Single> single;
    @FXML private Label tooMany;
    @FXML private GridPane multiples;
    @FXML private TableView<List<Cell>> table;
    @FXML private Label tableNote;
    @FXML private ChartCard figure3;
    @FXML private ChartCard figure7;
    @FXML private Label consistency;
    @FXML private Tab masksTab;

    CompareController(WorkbenchViewModel workbench, CompareViewModel compare, Dialogs dialogs, Supplier<ChartView> charts) {
        this.workbench = workbench;
        this.compare = compare;
        this.dialogs = dialogs;
        this.charts = charts;
    }

    @FXML
    private void initialize() {
        for (ChartCard card : List.of(curves, figure3, figure7)) {
            card.setChart(chart());
        }
        tableView = new ComparisonTableView(table);
        tableNote.setText(ComparisonTable.NOTE);
        small = new SmallMultiples(multiples, tooMany, this::chart);
        Choices.fill(quantity, compare.quantity(), Quantity::title, Quantity.values());
        Choices.fill(single, compare.single(), CompareCharts.Single::title, CompareCharts.Single.values());
        means.selectedProperty().bindBidirectional(compare.means());
        means.setTooltip(SettingRow.tip("Runs that differ in their seed alone are shown as one, by their mean ± one standard deviation"));
        message.textProperty().bind(compare.message());
        Shown.when(message, compare.message().isNotEmpty());
        Shown.when(tabs, compare.comparison().isNotNull());
        Shown.when(empty, compare.comparison().isNull());
        export.disableProperty().bind(compare.comparison().isNull().or(compare.busy()));
        export.setTooltip(SettingRow.tip("Write the table as CSV, Markdown and LaTeX and every chart as SVG, PDF, PNG and CSV into a folder"));
        means.disableProperty().bind(Bindings.createBooleanBinding(() -> compare.comparison().get() == null
                || !compare.comparison().get().severalSeeds(), compare.comparison()));
        masksTab.selectedProperty().subscribe(compare.masks()::seen);
        compare.curves().subscribe(model -> show(curves, model));
        compare.comparison().subscribe(_ -> draw());
        compare.means().addListener((_, _, _) -> tableView.show(compare.table()));
        compare.single().addListener((_, _, _) -> drawSmall());
        compare.runs().subscribe(_ -> listRuns());
        workbench.theme().subscribe(_ -> colour());
        workbench.page().subscribe(page -> compare.seen(page == Page.COMPARE));
    }

    private ChartView chart() {
        ChartView chart = charts.get();
        chart.exportFolderProperty().bindBidirectional(workbench.exportFolder());
        chart.setDark(workbench.theme().get() == Theme.DARK);
        return chart;
    }

    /** While a run goes on its chart is made again and again: what the user has zoomed into stays. */
    private static void show(ChartCard card, ChartModel model) {
        card.show(model, model != null && model.title().equals(card.chart().getModel().title()));
    }

    private void draw() {
        tableView.show(compare.table());
        figure(figure3, Template.FIG3);
        figure(figure7, Template.FIG7);
        consistency.setText(compare.consistency());
        drawSmall();
    }

    /** The template of the Figures page, of the runs that stand here. */
    private void figure(ChartCard card, Template template) {
        Comparison now = compare.comparison().get();
        try {
            MadeFigure made = now == null ? null : now.made(template);
            if (made != null && !made.chart().title().equals(card.chart().getModel().title())) {
                card.chart().setViewState(made.view().withDark(card.chart().getViewState().dark()));
            }
            show(card, made == null ? null : made.chart());
        } catch (UserError e) {
            card.setHint(e.getMessage());
            show(card, null);
        }
    }

    private void open(Template template) {
        Comparison now = compare.comparison().get();
        if (now != null) {
            workbench.figures().take(now.figure(template));
            workbench.page().set(Page.FIGURES);
        }
    }

    @FXML
    private void openFigure3() {
        open(Template.FIG3);
    }

    @FXML
    private void openFigure7() {
        open(Template.FIG7);
    }

    private void drawSmall() {
        small.show(compare.comparison().get() == null ? List.of()
                : CompareCharts.multiples(compare.comparison().get(), compare.single().get()));
    }

    private void colour() {
        boolean dark = workbench.theme().get() == Theme.DARK;
        List.of(curves, figure3, figure7).forEach(card -> card.chart().setDark(dark));
        small.setDark(dark);
    }

    private void listRuns() {
        runsMenu.setText(compare.folders().isEmpty() ? "Runs" : "Runs (" + compare.folders().size() + ")");
        MenuItem add = item("Add a run folder…", () -> dialogs.chooseFolder("A run folder to compare with",
                workbench.experiment().runsFolder().toFile()).ifPresent(folder -> compare.join(List.of(folder))));
        add.setId("addRun");
        MenuItem shown = item("Add the run of the Train page", () -> compare.join(List.of(workbench.run().folder().get())));
        shown.setDisable(workbench.run().folder().get() == null);
        runsMenu.setOnShowing(_ -> shown.setDisable(workbench.run().folder().get() == null));
        MenuItem choose = item("Choose on the Runs page", () -> workbench.page().set(Page.RUNS));
        runsMenu.getItems().setAll(add, shown, choose);
        if (!compare.folders().isEmpty()) {
            runsMenu.getItems().add(new SeparatorMenuItem());
            for (Path folder : compare.folders()) {
                runsMenu.getItems().add(item("Leave out " + folder.getFileName(), () -> compare.leave(folder)));
            }
            runsMenu.getItems().addAll(new SeparatorMenuItem(), item("Leave all out", compare::clear));
        }
    }

    private static MenuItem item(String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> action.run());
        return item;
    }

    @FXML
    private void export() {
        dialogs.chooseFolder("Folder for the tables and charts", workbench.experiment().runsFolder().toFile())
                .ifPresent(folder -> compare.export(folder, workbench.notice()::set));
    }

    @FXML
    private void copyCsv() {
        copy(TableText.CSV, "CSV");
    }

    @FXML
    private void copyMarkdown() {
        copy(TableText.MARKDOWN, "Markdown");
    }

    @FXML
    private void copyLatex() {
        copy(TableText.LATEX, "LaTeX, for the package booktabs");
    }

    private void copy(TableText kind, String name) {
        ClipboardContent content = new ClipboardContent();
        content.putString(kind.of(tableView.shown()));
        Clipboard.getSystemClipboard().setContent(content);
        workbench.notice().set("The table is copied as " + name + ".");
    }
}
