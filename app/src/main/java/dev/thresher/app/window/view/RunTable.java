package dev.thresher.app.window.view;

import dev.thresher.app.window.run.Texts;
import dev.thresher.app.window.runs.RunRow;
import dev.thresher.app.window.runs.RunTexts;
import dev.thresher.engine.run.RunOverview;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.css.PseudoClass;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumn.SortType;
import javafx.scene.control.TableView;

/** The columns of the table of runs. Numbers are sorted as numbers; what is not known stands last in either order. */
final class RunTable {
    private final TableView<RunRow> table;

    private RunTable(TableView<RunRow> table) {
        this.table = table;
    }

    static void dress(TableView<RunRow> table) {
        RunTable made = new RunTable(table);
        made.text("Name", 218, RunOverview::name);
        made.text("Model", 108, RunTexts::model);
        made.text("Data", 78, RunTexts::data);
        made.text("Method", 76, RunTexts::method);
        made.number("α", 62, RunTexts::alphaOf, RunTexts::alpha);
        made.number("Remaining", 98, RunOverview::modelRemaining, run -> Texts.percent(run.modelRemaining()));
        made.number("Accuracy", 84, RunOverview::accuracyLast, run -> Texts.percent(run.accuracyLast()));
        made.number("Best", 70, RunOverview::accuracyBest, run -> Texts.percent(run.accuracyBest()));
        made.state();
        TableColumn<RunRow, RunOverview> date = made.column("Date", 124, RunTexts::date, Comparator.comparing(RunOverview::started,
                Comparator.nullsFirst(Comparator.comparing(OffsetDateTime::toInstant))));
        made.number("Duration", 92, RunOverview::seconds, run -> Texts.duration(run.seconds()));
        made.text("Tags", 120, run -> RunTexts.tags(run.notes().tags()));
        made.number("Seed", 62, run -> run.experiment() == null ? Double.NaN : run.experiment().seed(),
                run -> run.experiment() == null ? Texts.UNKNOWN : Long.toString(run.experiment().seed()));
        date.setSortType(SortType.DESCENDING);
        table.getSortOrder().setAll(java.util.List.of(date));
    }

    private void text(String title, double width, Function<RunOverview, String> text) {
        column(title, width, text, Comparator.comparing(text, String.CASE_INSENSITIVE_ORDER));
    }

    private void number(String title, double width, ToDoubleFunction<RunOverview> value, Function<RunOverview, String> text) {
        TableColumn<RunRow, RunOverview> column = column(title, width, text, null);
        column.getStyleClass().add("number");
        column.setComparator((a, b) -> {
            double x = value.applyAsDouble(a);
            double y = value.applyAsDouble(b);
            if (Double.isNaN(x) != Double.isNaN(y)) {
                return Double.isNaN(x) == (column.getSortType() == SortType.ASCENDING) ? 1 : -1;
            }
            return Double.compare(x, y);
        });
    }

    private TableColumn<RunRow, RunOverview> column(String title, double width, Function<RunOverview, String> text,
                                                    Comparator<RunOverview> order) {
        TableColumn<RunRow, RunOverview> column = new TableColumn<>(title);
        column.setId("runs-" + title.toLowerCase(java.util.Locale.ROOT));
        column.setCellValueFactory(row -> row.getValue().run());
        column.setCellFactory(_ -> new TextCell(text));
        column.setPrefWidth(width);
        if (order != null) {
            column.setComparator(order);
        }
        table.getColumns().add(column);
        return column;
    }

    private void state() {
        TableColumn<RunRow, RunOverview> column = column("State", 116, RunTexts::state, Comparator.comparing(RunOverview::state));
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
