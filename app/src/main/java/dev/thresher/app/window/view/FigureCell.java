package dev.thresher.app.window.view;

import java.awt.image.BufferedImage;
import java.util.function.Function;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** An entry with a tick, a name, and some words below it; beside them a small picture, where there are pictures. */
final class FigureCell<T> extends ListCell<T> {
    record Words(String name, String about) {
    }

    private static final double TWO_LINES = 30; // a list asks its cells' height before it knows their width
    private static final double THREE_LINES = 44;
    private static final double WIDTH = 70;
    private static final double HEIGHT = 50;

    private final Function<T, Words> words;
    private final Function<T, BooleanProperty> ticked;
    private final Function<T, String> purpose;
    private Function<T, String> icons;
    private Function<T, ? extends ObservableValue<BufferedImage>> pictures;
    private final CheckBox tick = new CheckBox();
    private final FontIcon icon = new FontIcon();
    private final ImageView picture = new ImageView();
    private final Label name = new Label();
    private final Label about = new Label();
    private final HBox line;
    private final VBox text;
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
        text = new VBox(name, about);
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        line = new HBox(tick, text);
        line.getStyleClass().add("figure-cell");
        line.setMinWidth(0);
        line.setPrefWidth(0); // as wide as the list: long names are shortened, and told whole by the tooltip
    }

    /**
     * With a small picture of every entry.
     *
     * @param literals of Ikonli, for what stands in the place of a picture that is not there
     * @param small the pictures; null inside while there is none
     */
    FigureCell<T> withPicture(Function<T, String> literals, Function<T, ? extends ObservableValue<BufferedImage>> small) {
        icons = literals;
        pictures = small;
        icon.visibleProperty().bind(picture.imageProperty().isNull());
        picture.setFitWidth(WIDTH);
        picture.setFitHeight(HEIGHT);
        StackPane paper = new StackPane(icon, picture);
        paper.getStyleClass().add("figure-thumbnail");
        paper.setMinSize(WIDTH + 2, HEIGHT + 2);
        paper.setMaxSize(WIDTH + 2, HEIGHT + 2);
        about.setMinHeight(THREE_LINES);
        HBox head = new HBox(tick, name);
        head.getStyleClass().add("figure-cell-head");
        text.getChildren().setAll(head, about);
        line.getChildren().setAll(paper, text);
        return this;
    }

    @Override
    protected void updateItem(T item, boolean empty) {
        super.updateItem(item, empty);
        picture.imageProperty().unbind();
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
        if (pictures != null) {
            icon.setIconLiteral(icons.apply(item));
            picture.imageProperty().bind(pictures.apply(item).map(Pictures::of));
        }
        tick.setAccessibleText(purpose.apply(item));
        tick.setTooltip(SettingRow.tip(purpose.apply(item)));
        bound = ticked.apply(item);
        tick.selectedProperty().bindBidirectional(bound);
        setTooltip(SettingRow.tip(said.name() + "\n" + said.about()));
        setGraphic(line);
    }
}
