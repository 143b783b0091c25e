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

/** The box beside the crosshair: what every visible curve says at that x. Its rows are kept from move to move. */
final class ReadOut extends GridPane {
    private record Row(Line swatch, Label name, Label value) {
    }

    private final Label head = new Label();
    private final List<Row> rows = new ArrayList<>();
    private List<Reading> shape = List.of();
    private boolean dark;

    ReadOut() {
        setId("chart-read-out");
        getStyleClass().add("chart-read-out");
        setAlignment(Pos.TOP_LEFT);
        head.getStyleClass().add("chart-read-out-head");
    }

    void show(ChartModel model, List<Reading> readings, ViewState seen) {
        if (dark != seen.dark() || !sameSeries(readings)) {
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
        add(head, 0, 0, 3, 1);
        for (Reading reading : readings) {
            String name = reading.series().name();
            Row row = new Row(Swatch.of(reading.series(), dark), new Label(name), new Label());
            row.value.setId("read-out-" + name.replaceAll("[^A-Za-z0-9_-]+", "-"));
            row.value.getStyleClass().add("chart-read-out-value");
            GridPane.setHalignment(row.value, HPos.RIGHT);
            rows.add(row);
            addRow(rows.size(), row.swatch, row.name, row.value);
        }
    }
}
