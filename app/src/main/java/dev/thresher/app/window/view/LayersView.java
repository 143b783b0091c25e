package dev.thresher.app.window.view;

import dev.thresher.app.window.run.Texts;
import dev.thresher.engine.model.spec.ModelTable;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** A network as a table, a row a layer, with its sums below. */
public final class LayersView extends VBox {
    private final Label about = new Label();
    private final Label sums = new Label();
    private final TableView<ModelTable.Row> layers = new TableView<>();

    public LayersView() {
        getStyleClass().add("layers-view");
        about.getStyleClass().add("quiet");
        sums.setWrapText(true);
        sums.setMinHeight(USE_PREF_SIZE);
        layers.setId("layerTable");
        layers.getStyleClass().addAll("dense", "striped");
        layers.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        column("Layer", 150, ModelTable.Row::name);
        column("Type", 120, ModelTable.Row::type);
        column("Output", 110, ModelTable.Row::output);
        number("Parameters", row -> row.parameters());
        number("Masked", row -> row.maskedParameters());
        number("Multiply-adds", row -> row.multiplyAdds());
        setVgrow(layers, Priority.ALWAYS);
        getChildren().addAll(about, layers, sums);
    }

    void show(ModelTable table) {
        about.setText("On images of " + table.input() + ", " + Texts.count(table.classes()) + " classes. Multiply-adds are those of one image, "
                + "nothing masked.");
        layers.getItems().setAll(table.layers());
        sums.setText("In all " + Texts.count(table.parameters()) + " parameters, of which " + Texts.count(table.maskedParameters())
                + " can be masked, and " + Texts.count(table.multiplyAdds()) + " multiply-adds.");
    }

    private void number(String title, Function<ModelTable.Row, Long> value) {
        // A dash for none: most layers have no parameters.
        column(title, 110, row -> value.apply(row) == 0 ? Texts.UNKNOWN : Texts.count(value.apply(row))).getStyleClass().add("number");
    }

    private TableColumn<ModelTable.Row, String> column(String title, double width, Function<ModelTable.Row, String> text) {
        TableColumn<ModelTable.Row, String> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
        column.setPrefWidth(width);
        column.setSortable(false); // the order is the network's
        column.setReorderable(false);
        layers.getColumns().add(column);
        return column;
    }
}
