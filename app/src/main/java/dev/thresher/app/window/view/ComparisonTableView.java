package dev.thresher.app.window.view;

import dev.thresher.app.compare.ComparisonTable;
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
    private static final double LEAST_NAME = 150;
    private static final double USUAL_NAME = 220;
    private static final double MOST_NAME = 420;
    private static final double SCROLL_BAR = 18; // with the border

    private final TableView<List<Cell>> view;
    private List<Column> columns = List.of();
    private Table table;

    ComparisonTableView(TableView<List<Cell>> view) {
        this.view = view;
        view.widthProperty().addListener((_, _, _) -> widenNames());
    }

    /** The names of the runs have what room the numbers leave; where there is too little, the accuracy is still seen beside them. */
    private void widenNames() {
        double accuracy = 0;
        double all = SCROLL_BAR;
        for (TableColumn<List<Cell>, ?> column : view.getColumns().stream().skip(1).filter(TableColumn::isVisible).toList()) {
            all += column.getPrefWidth();
            accuracy = column.getText().equals(ComparisonTable.ACCURACY) ? all : accuracy;
        }
        if (!columns.isEmpty()) {
            double least = Math.clamp(view.getWidth() - accuracy, LEAST_NAME, USUAL_NAME);
            view.getColumns().getFirst().setPrefWidth(Math.clamp(view.getWidth() - all, least, MOST_NAME));
        }
    }

    /** @param now null for none */
    void show(Table now) {
        table = now;
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
        for (int i = 1; i < columns.size(); i++) {
            int at = i;
            boolean tells = columns.get(i).number() || table.rows().stream().map(row -> row.get(at).text()).distinct().count() > 1;
            view.getColumns().get(i).setVisible(tells); // what all runs share takes room from what sets them apart
        }
        widenNames();
        view.sort();
    }

    /** The table in the order in which it is shown. */
    Table shown() {
        return new Table(table.title(), table.note(), columns, List.of(new ArrayList<>(view.getItems())));
    }

    private static TableColumn<List<Cell>, Cell> column(Column made, int index, boolean spread) {
        TableColumn<List<Cell>, Cell> column = new TableColumn<>(made.title());
        switch (made.title()) {
            case ComparisonTable.BEST -> ColumnTips.explain(column, ComparisonTable.NOTE);
            case ComparisonTable.TO_DENSE -> ColumnTips.explain(column, "Accuracy less that of the dense run, in percentage points");
            default -> { }
        }
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue().get(index)));
        column.setCellFactory(_ -> new TextCell());
        column.setReorderable(false);
        if (made.number()) {
            column.getStyleClass().add("number");
            column.setPrefWidth(Math.max(spread ? 104 : 52, 26 + 7 * made.title().length()));
            column.setComparator((a, b) -> Double.isNaN(a.value()) != Double.isNaN(b.value())
                    ? Double.isNaN(a.value()) == (column.getSortType() == SortType.ASCENDING) ? 1 : -1 // what is not known stands last
                    : Double.compare(a.value(), b.value()));
        } else {
            column.setPrefWidth(index == 0 ? LEAST_NAME : made.title().equals("Model") ? 112 : 74);
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
