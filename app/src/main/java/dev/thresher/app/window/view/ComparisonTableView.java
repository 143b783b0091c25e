package dev.thresher.app.window.view;

import dev.thresher.app.figure.Table;
import dev.thresher.app.figure.Table.Cell;
import dev.thresher.app.figure.Table.Column;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumn.SortType;
import javafx.scene.control.TableView;

/** Shows a comparison's table, whose columns depend on the runs; a sorting stays while they do. */
final class ComparisonTableView {
    private final TableView<List<Cell>> view;
    private List<Column> columns = List.of();

    ComparisonTableView(TableView<List<Cell>> view) {
        this.view = view;
    }

    /** @param table null for none */
    void show(Table table) {
        if (table == null) {
            view.getItems().clear();
            return;
        }
        if (!table.columns().equals(columns)) {
            columns = table.columns();
            view.getColumns().clear();
            for (int i = 0; i < columns.size(); i++) {
                view.getColumns().add(column(columns.get(i), i, table.spread(i)));
            }
        }
        view.getItems().setAll(table.rows());
        view.sort();
    }

    /** The table in the order in which it is shown. */
    Table shown() {
        return new Table("", "", columns, List.of(new ArrayList<>(view.getItems())));
    }

    private static TableColumn<List<Cell>, Cell> column(Column made, int index, boolean spread) {
        TableColumn<List<Cell>, Cell> column = new TableColumn<>(made.title());
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue().get(index)));
        column.setCellFactory(_ -> new TextCell());
        column.setReorderable(false);
        if (made.number()) {
            column.getStyleClass().add("number");
            column.setPrefWidth(Math.max(spread ? 104 : 64, 28 + 6.8 * made.title().length()));
            column.setComparator((a, b) -> Double.isNaN(a.value()) != Double.isNaN(b.value())
                    ? Double.isNaN(a.value()) == (column.getSortType() == SortType.ASCENDING) ? 1 : -1 // what is not known stands last
                    : Double.compare(a.value(), b.value()));
        } else {
            column.setPrefWidth(made.title().equals("Run") ? 220 : index == 0 ? 140 : made.title().equals("Model") ? 108 : 72);
            column.setComparator((a, b) -> a.text().compareToIgnoreCase(b.text()));
        }
        return column;
    }

    private static final class TextCell extends TableCell<List<Cell>, Cell> {
        TextCell() {
            setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        }

        @Override
        protected void updateItem(Cell cell, boolean empty) {
            super.updateItem(cell, empty);
            setText(empty || cell == null ? null : cell.text());
            setTooltip(getText() == null || getText().length() < 12 ? null : SettingRow.tip(getText()));
        }
    }
}
