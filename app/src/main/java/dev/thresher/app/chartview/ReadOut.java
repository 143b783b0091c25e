package dev.thresher.app.chartview;

import dev.thresher.app.chart.Axis;
import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.Reading;
import dev.thresher.app.chart.ViewState;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.shape.Line;

/**
 * The box beside the crosshair: what every visible curve says at that x, in as many columns as its height asks for. Its rows are kept
 * from move to move.
 */
final class ReadOut extends GridPane {
    private static final double LINE = 17;

    private record Row(Line swatch, Label name, Label value) {
    }

    private final Label head = new Label();
    private final List<Row> rows = new ArrayList<>();
    private List<Reading> shape = List.of();
    private boolean dark;
    private int perColumn;

    ReadOut() {
        setId("chart-read-out");
        getStyleClass().add("chart-read-out");
        setAlignment(Pos.TOP_LEFT);
        head.getStyleClass().add("chart-read-out-head");
    }

    /** @param height that there is for it */
    void show(ChartModel model, List<Reading> readings, ViewState seen, double height) {
        int fits = Math.max(4, (int) ((height - 34) / LINE));
        if (dark != seen.dark() || fits != perColumn || !sameSeries(readings)) {
            perColumn = fits;
            rebuild(readings, seen.dark());
        }
        shape = readings;
        head.setText(model.x().label() + " " + model.x().format(readings.getFirst().x()));
        for (int i = 0; i < readings.size(); i++) {
            Reading reading = readings.get(i);
            Axis axis = model.axisOf(reading.series());
            String text = axis.format(reading.value());
            rows.get(i).value.setText(seen.smoothing() == 0 ? text : axis.format(reading.smoothed()) + "  (" + text + ")");
        }
    }

    private boolean sameSeries(List<Reading> readings) {
        if (readings.size() != shape.size()) {
            return false;
        }
        for (int i = 0; i < readings.size(); i++) {
            if (readings.get(i).series() != shape.get(i).series()) {
                return false;
            }
        }
        return true;
    }

    private void rebuild(List<Reading> readings, boolean onDark) {
        dark = onDark;
        rows.clear();
        getChildren().clear();
        int columns = (readings.size() + perColumn - 1) / perColumn;
        int each = (readings.size() + columns - 1) / columns; // evenly filled
        add(head, 0, 0, 3, 1);
        for (Reading reading : readings) {
            String name = reading.series().name();
            Row row = new Row(Swatch.of(reading.series(), dark), new Label(name), new Label());
            row.value.setId("read-out-" + name.replaceAll("[^A-Za-z0-9_-]+", "-"));
            row.value.getStyleClass().add("chart-read-out-value");
            row.value.setMinWidth(USE_PREF_SIZE);
            row.name.setMinWidth(USE_PREF_SIZE);
            GridPane.setHalignment(row.value, HPos.RIGHT);
            int column = 3 * (rows.size() / each);
            int line = 1 + rows.size() % each;
            add(row.swatch, column, line);
            add(row.name, column + 1, line);
            add(row.value, column + 2, line);
            rows.add(row);
        }
    }
}
