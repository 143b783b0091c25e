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
    private static final double LETTER = 6.6; // about, of a name
    private static final double BESIDE_NAME = 110;
    private static final double SMOOTHED = 65;

    private record Row(Line swatch, Label name, Label value) {
    }

    private final Label head = new Label();
    private final List<Row> rows = new ArrayList<>();
    private List<Reading> shape = List.of();
    private boolean dark;
    private final Label more = new Label();
    private int perColumn;
    private int columns;

    ReadOut() {
        setId("chart-read-out");
        getStyleClass().add("chart-read-out");
        setAlignment(Pos.TOP_LEFT);
        head.getStyleClass().add("chart-read-out-head");
        more.getStyleClass().add("chart-read-out-head");
        more.setId("chart-read-out-more");
    }

    /**
     * @param all what is to be said; what has no room is left out, the last (the one that stands out) never
     * @param height that there is for it
     * @param width likewise
     */
    void show(ChartModel model, List<Reading> all, ViewState seen, double height, double width) {
        int lines = Math.max(4, (int) ((height - 52) / LINE));
        int longest = all.stream().mapToInt(one -> one.series().name().length()).max().orElse(0);
        int across = Math.max(1, (int) (width / (LETTER * longest + BESIDE_NAME + (seen.smoothing() == 0 ? 0 : SMOOTHED))));
        List<Reading> readings = all;
        if (all.size() > lines * across) {
            readings = new ArrayList<>(all.subList(0, lines * across - 1));
            readings.add(all.getLast());
        }
        if (dark != seen.dark() || lines != perColumn || across != columns || !sameSeries(readings)) {
            perColumn = lines;
            columns = across;
            rebuild(readings, seen.dark());
            if (readings.size() < all.size()) {
                more.setText("and " + (all.size() - readings.size()) + " more: enlarge the chart, hide some or group layers");
                add(more, 0, lines + 2, 3 * across, 1);
            }
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
        int used = (readings.size() + perColumn - 1) / perColumn;
        int each = (readings.size() + used - 1) / used; // evenly filled
        add(head, 0, 0, 3 * used, 1);
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
