package dev.thresher.app.window.view;

import dev.thresher.app.window.run.Texts;
import dev.thresher.app.window.runs.RunRow;
import dev.thresher.app.window.runs.RunTexts;
import dev.thresher.app.window.settings.ColumnChoice;
import dev.thresher.engine.run.RunOverview;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumn.SortType;
import javafx.scene.control.TableView;

/**
 * The columns of the table of runs. Numbers are sorted as numbers; what is not known stands last in either order. The table never
 * scrolls sideways: columns without room are left out, the less important ones first, and come back in a wider window.
 */
final class RunTable {
    private static final List<String> BY_IMPORTANCE = List.of("Name", "State", "Remaining", "Accuracy", "α", "Date", "Method", "Model",
            "Tags", "Best", "Duration", "Data", "Seed");
    private static final double SCROLL_BAR = 18; // with the border

    private final TableView<RunRow> table;
    private final ObjectProperty<ColumnChoice> choice;
    private final Map<String, Double> widths = new HashMap<>();

    private RunTable(TableView<RunRow> table, ObjectProperty<ColumnChoice> choice) {
        this.table = table;
        this.choice = choice;
    }

    /** @param menu where columns are chosen */
    static void dress(TableView<RunRow> table, MenuButton menu, ObjectProperty<ColumnChoice> choice) {
        RunTable made = new RunTable(table, choice);
        made.columns();
        made.fillMenu(menu);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        table.widthProperty().subscribe(made::fit);
        choice.subscribe(made::fit);
    }

    private void columns() {
        text("Name", 210, 900, RunOverview::name);
        text("Model", 112, 180, RunTexts::model);
        text("Data", 92, 140, RunTexts::data);
        text("Method", 74, 100, RunTexts::method);
        number("α", 60, RunTexts::alphaOf, RunTexts::alpha);
        number("Remaining", 90, RunOverview::modelRemaining, run -> Texts.percent(run.modelRemaining()));
        number("Accuracy", 80, RunOverview::accuracyLast, run -> Texts.percent(run.accuracyLast()));
        ColumnTips.explain(number("Best", 70, RunOverview::accuracyBest, run -> Texts.percent(run.accuracyBest())),
                "Accuracy of the epoch that was best on the test set: chosen on the test set, which flatters");
        state();
        TableColumn<RunRow, RunOverview> date = column("Date", 122, 150, RunTexts::date, Comparator.comparing(RunOverview::started,
                Comparator.nullsFirst(Comparator.comparing(OffsetDateTime::toInstant))));
        number("Duration", 84, RunOverview::seconds, run -> Texts.duration(run.seconds()));
        text("Tags", 90, 300, run -> RunTexts.tags(run.notes().tags()));
        number("Seed", 58, run -> run.experiment() == null ? Double.NaN : run.experiment().seed(),
                run -> run.experiment() == null ? Texts.UNKNOWN : Long.toString(run.experiment().seed()));
        date.setSortType(SortType.DESCENDING);
        table.getSortOrder().setAll(List.of(date));
    }

    private void fillMenu(MenuButton menu) {
        menu.setTooltip(SettingRow.tip("Which columns are shown; those without room come back in a wider window"));
        for (TableColumn<RunRow, ?> column : table.getColumns().subList(1, table.getColumns().size())) {
            CheckMenuItem item = new CheckMenuItem(column.getText());
            item.setId(column.getId() + "-shown");
            column.visibleProperty().subscribe(item::setSelected);
            item.setOnAction(_ -> {
                choice.set(choice.get().with(column.getText(), !column.isVisible()));
                item.setSelected(column.isVisible());
            });
            menu.getItems().add(item);
        }
        MenuItem all = new MenuItem("As many as fit");
        all.setId("runs-columns-fit");
        all.setOnAction(_ -> choice.set(ColumnChoice.NONE));
        menu.getItems().addAll(new SeparatorMenuItem(), all);
    }

    private void fit() {
        if (table.getWidth() > 0) {
            Set<String> seen = choice.get().fitting(widths, BY_IMPORTANCE, table.getWidth() - SCROLL_BAR);
            table.getColumns().forEach(column -> column.setVisible(seen.contains(column.getText())));
        }
    }

    private void text(String title, double width, double widest, Function<RunOverview, String> text) {
        column(title, width, widest, text, Comparator.comparing(text, String.CASE_INSENSITIVE_ORDER));
    }

    private TableColumn<RunRow, RunOverview> number(String title, double width, ToDoubleFunction<RunOverview> value, Function<RunOverview, String> text) {
        TableColumn<RunRow, RunOverview> column = column(title, width, 1.4 * width, text, null);
        column.getStyleClass().add("number");
        column.setComparator((a, b) -> {
            double x = value.applyAsDouble(a);
            double y = value.applyAsDouble(b);
            if (Double.isNaN(x) != Double.isNaN(y)) {
                return Double.isNaN(x) == (column.getSortType() == SortType.ASCENDING) ? 1 : -1;
            }
            return Double.compare(x, y);
        });
        return column;
    }

    /** @param width what it needs; @param widest what it makes use of */
    private TableColumn<RunRow, RunOverview> column(String title, double width, double widest, Function<RunOverview, String> text,
                                                    Comparator<RunOverview> order) {
        TableColumn<RunRow, RunOverview> column = new TableColumn<>(title);
        column.setId("runs-" + title.toLowerCase(Locale.ROOT));
        column.setCellValueFactory(row -> row.getValue().run());
        column.setCellFactory(_ -> new TextCell(text));
        column.setPrefWidth(width);
        column.setMinWidth(width);
        column.setMaxWidth(widest);
        widths.put(title, width);
        if (order != null) {
            column.setComparator(order);
        }
        table.getColumns().add(column);
        return column;
    }

    private void state() {
        TableColumn<RunRow, RunOverview> column = column("State", 112, 150, RunTexts::state, Comparator.comparing(RunOverview::state));
        column.setCellFactory(_ -> new StateCell());
    }

    /** Text that is shortened in its middle where it is too long, and is then whole in the tooltip. */
    private static final class TextCell extends TableCell<RunRow, RunOverview> {
        private final Function<RunOverview, String> text;

        TextCell(Function<RunOverview, String> text) {
            this.text = text;
            setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        }

        @Override
        protected void updateItem(RunOverview run, boolean empty) {
            super.updateItem(run, empty);
            String shown = empty || run == null ? null : text.apply(run);
            setText(shown);
            setTooltip(shown == null || shown.length() < 12 ? null : SettingRow.tip(shown));
        }
    }

    private static final class StateCell extends TableCell<RunRow, RunOverview> {
        private final Label label = new Label();

        StateCell() {
            label.getStyleClass().add("state");
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        }

        @Override
        protected void updateItem(RunOverview run, boolean empty) {
            super.updateItem(run, empty);
            setGraphic(empty || run == null ? null : label);
            setTooltip(null);
            if (!empty && run != null) {
                label.setText(RunTexts.state(run));
                mark("good", run.state() == RunOverview.State.FINISHED);
                mark("busy", run.state() == RunOverview.State.RUNNING);
                mark("bad", run.state() == RunOverview.State.FAILED || run.state() == RunOverview.State.DAMAGED
                        || run.state() == RunOverview.State.GONE);
                setTooltip(SettingRow.tip(RunTexts.explanation(run)));
                setAccessibleText(RunTexts.state(run));
            }
        }

        private void mark(String name, boolean on) {
            label.pseudoClassStateChanged(PseudoClass.getPseudoClass(name), on);
        }
    }
}
