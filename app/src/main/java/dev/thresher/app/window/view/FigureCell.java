package dev.thresher.app.window.view;

import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** An entry with a tick, a name, and some words below it. */
final class FigureCell<T> extends ListCell<T> {
    /** @param icon Ikonli's literal; null for none */
    record Words(String name, String about, String icon) {
    }

    private static final double TWO_LINES = 30; // a list asks its cells' height before it knows their width

    private final Function<T, Words> words;
    private final Function<T, BooleanProperty> ticked;
    private final Function<T, String> purpose;
    private final CheckBox tick = new CheckBox();
    private final FontIcon icon = new FontIcon();
    private final Label name = new Label();
    private final Label about = new Label();
    private final HBox line;
    private BooleanProperty bound;

    FigureCell(Function<T, Words> words, Function<T, BooleanProperty> ticked, Function<T, String> purpose) {
        this.words = words;
        this.ticked = ticked;
        this.purpose = purpose;
        name.getStyleClass().add("cell-name");
        about.getStyleClass().add("cell-about");
        about.setWrapText(true);
        about.setMinHeight(TWO_LINES);
        about.setAlignment(Pos.TOP_LEFT);
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        VBox text = new VBox(name, about);
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        line = new HBox(tick, icon, text);
        line.getStyleClass().add("figure-cell");
        line.setMinWidth(0);
        line.setPrefWidth(0); // as wide as the list: long names are shortened, and told whole by the tooltip
    }

    @Override
    protected void updateItem(T item, boolean empty) {
        super.updateItem(item, empty);
        if (bound != null) {
            tick.selectedProperty().unbindBidirectional(bound);
            bound = null;
        }
        if (empty || item == null) {
            setGraphic(null);
            setTooltip(null);
            return;
        }
        Words said = words.apply(item);
        name.setText(said.name());
        about.setText(said.about());
        Shown.now(icon, said.icon() != null);
        if (said.icon() != null) {
            icon.setIconLiteral(said.icon());
        }
        tick.setAccessibleText(purpose.apply(item));
        bound = ticked.apply(item);
        tick.selectedProperty().bindBidirectional(bound);
        setTooltip(SettingRow.tip(said.name() + "\n" + said.about()));
        setGraphic(line);
    }
}
