package dev.thresher.app.window.view;

import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;

/** Words on what a column of a table is, where its title cannot say all. */
final class ColumnTips {
    private ColumnTips() {
    }

    /** Shows them while the title is pointed at; the title stays the column's text for menus and screen readers. */
    static void explain(TableColumn<?, ?> column, String text) {
        Label title = new Label(column.getText());
        title.setTooltip(SettingRow.tip(text));
        title.getStyleClass().add("explained");
        column.setGraphic(title);
        column.getStyleClass().add("explained-column");
    }
}
