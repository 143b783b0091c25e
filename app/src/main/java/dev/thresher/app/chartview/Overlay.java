package dev.thresher.app.chartview;

import dev.thresher.app.chart.ChartGeometry;
import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.Reading;
import dev.thresher.app.chart.Series;
import dev.thresher.app.chart.ViewState;
import java.awt.geom.Rectangle2D;
import java.util.List;
import javafx.scene.Group;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Rectangle;

/** What moves with the pointer above the picture, without a new drawing: crosshair, read-out, rubber band. */
final class Overlay extends Pane {
    private final Line line = new Line();
    private final Group dots = new Group();
    private final ReadOut readOut = new ReadOut();
    private final Rectangle band = new Rectangle();
    private double pointer = Double.NaN;
    private ChartView view; // null until there is a pointer or a picture

    Overlay() {
        setMouseTransparent(true);
        setManaged(false); // what happens in here asks nothing around it to be laid out anew
        line.getStyleClass().add("chart-crosshair");
        line.setId("chart-crosshair");
        band.getStyleClass().add("chart-band");
        band.setId("chart-band");
        line.setManaged(false);
        dots.setManaged(false);
        readOut.setManaged(false);
        band.setManaged(false);
        getChildren().addAll(band, line, dots, readOut);
        leave();
        hideBand();
    }

    /** The pointer is at {@code across} pixels. A mouse tells so many times a frame; it is shown once. */
    void point(ChartView over, double across) {
        pointer = across;
        redrawn(over);
    }

    /** Moves the crosshair by a share of the width, from the middle where there was none: for the keyboard. */
    void step(ChartView over, ChartGeometry where, double share) {
        Rectangle2D plot = where.plot();
        point(over, Double.isNaN(pointer) ? plot.getCenterX() : Math.clamp(pointer + share * plot.getWidth(), plot.getX(), plot.getMaxX()));
    }

    void leave() {
        pointer = Double.NaN;
        show(false);
    }

    /** There is a new picture: what lies under the pointer may be something else now. */
    void redrawn(ChartView of) {
        view = of;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        ChartGeometry where = view == null ? null : view.geometryProperty().get();
        if (where != null) {
            place(where);
        }
    }

    private void place(ChartGeometry where) {
        Rectangle2D plot = where.plot();
        if (Double.isNaN(pointer) || pointer < plot.getX() || pointer > plot.getMaxX()) {
            show(false);
            return;
        }
        ViewState seen = view.getViewState();
        List<Reading> readings = view.renderer().read(seen, where.xAt(pointer)).stream()
                .filter(reading -> where.x().contains(reading.x())).toList();
        if (readings.isEmpty()) {
            show(false);
            return;
        }
        double x = readings.getFirst().x();
        double across = Math.rint(where.acrossOf(x)) + 0.5;
        line.setStartX(across);
        line.setEndX(across);
        line.setStartY(plot.getY());
        line.setEndY(plot.getMaxY());
        placeDots(readings, where, seen.dark());
        ChartModel model = view.getModel();
        readOut.show(model, readings, seen, getParent().getLayoutBounds().getHeight(), getParent().getLayoutBounds().getWidth());
        readOut.applyCss(); // new rows are measured as they will look
        readOut.autosize();
        double room = getParent().getLayoutBounds().getWidth();
        boolean flip = across + 14 + readOut.getWidth() > room;
        double left = flip ? across - 14 - readOut.getWidth() : across + 14;
        // a box wider than either side of the crosshair lies over it rather than outside
        readOut.relocate(Math.rint(Math.max(0, Math.min(left, room - readOut.getWidth()))),
                Math.rint(Math.max(0, Math.min(plot.getY() + 6, getParent().getLayoutBounds().getHeight() - readOut.getHeight()))));
        show(true);
    }

    private void placeDots(List<Reading> readings, ChartGeometry where, boolean dark) {
        while (dots.getChildren().size() < readings.size()) {
            Circle dot = new Circle(3.5);
            dot.getStyleClass().add("chart-dot");
            dots.getChildren().add(dot);
        }
        for (int i = 0; i < dots.getChildren().size(); i++) {
            Circle dot = (Circle) dots.getChildren().get(i);
            boolean used = i < readings.size() && !Double.isNaN(readings.get(i).smoothed());
            dot.setVisible(used);
            if (used) {
                Reading reading = readings.get(i);
                Series series = reading.series();
                dot.setFill(Swatch.colour(series, dark));
                dot.setCenterX(where.acrossOf(reading.x()));
                double down = where.downOf(reading.smoothed(), series.side());
                dot.setCenterY(down);
                dot.setVisible(down >= where.plot().getY() - 1 && down <= where.plot().getMaxY() + 1);
            }
        }
    }

    private void show(boolean on) {
        line.setVisible(on);
        dots.setVisible(on);
        readOut.setVisible(on);
    }

    void band(double x, double y, double width, double height) {
        band.setX(x);
        band.setY(y);
        band.setWidth(width);
        band.setHeight(height);
        band.setVisible(true);
    }

    void hideBand() {
        band.setVisible(false);
    }
}
