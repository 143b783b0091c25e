package dev.thresher.app.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;

/**
 * Draws a model, again and again while it grows: to a picture, or to any other {@link Graphics2D}. It keeps what it
 * computed (moving averages, buffers) for the next time. One drawing at a time; {@link #read} from any thread meanwhile.
 */
public final class ChartRenderer {
    private static final int FAINT = 60;
    /** A picture in the window lower than this, in pixels, is drawn without the names of its axes. */
    private static final double TIGHT = 190;

    private final ChartModel model;
    private final Map<String, Smoothed> smoothed = new ConcurrentHashMap<>();
    private final Map<String, PointBuffer> buffers = new HashMap<>();
    private final Map<String, Extremes> extremes = new HashMap<>();

    public ChartRenderer(ChartModel model) {
        this.model = model;
    }

    public ChartModel model() {
        return model;
    }

    /** Draws for the window: transparent ground, no title, no legend; sizes in pixels, of {@code scale} device pixels each. */
    public ChartGeometry drawScreen(Graphics2D g, ViewState view, double width, double height, double scale) {
        return draw(g, view, width, height, scale, Look.SCREEN);
    }

    /** Draws to stand alone: opaque ground, title and legend; sizes in points, of {@code scale} device pixels each. */
    public ChartGeometry drawFigure(Graphics2D g, ViewState view, FigureStyle style, double width, double height, double scale) {
        return draw(g, view, width, height, scale, Look.figure(style));
    }

    /** The visible series' points nearest to {@code x}, in their order; series without points are left out. */
    public List<Reading> read(ViewState view, double x) {
        List<Reading> readings = new ArrayList<>();
        for (Series one : model.series()) {
            int index = view.shows(one.name()) ? one.points().nearest(x) : -1;
            if (index >= 0) {
                double value = one.points().y(index);
                Smoothed average = smoothed.get(one.name());
                boolean known = view.smoothing() > 0 && average != null && average.strength() == view.smoothing()
                        && index < average.size();
                readings.add(new Reading(one, one.points().x(index), value, known ? average.y(index) : value));
            }
        }
        return readings;
    }

    private synchronized ChartGeometry draw(Graphics2D g, ViewState view, double width, double height, double scale, Look look) {
        int[] sizes = model.series().stream().mapToInt(one -> one.points().size()).toArray();
        Range x = Scales.x(model, view, sizes);
        int columns = Math.max(1, (int) Math.ceil(width * scale));
        List<Curve> left = new ArrayList<>();
        List<Curve> right = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            Series one = model.series().get(i);
            if (view.shows(one.name())) {
                add(one, sizes[i], x, columns, view, look, one.side() == Series.Side.LEFT ? left : right);
            }
        }
        Range leftRange = Scales.y(model.left(), view.left(), view.log(), left);
        Range rightRange = model.right() == null ? leftRange : Scales.y(model.right(), view.right(), false, right);
        ChartBuilder builder = new ChartBuilder(model, view, look, scale).tight(!look.complete() && height < TIGHT);
        JFreeChart chart = builder.build(x, leftRange, rightRange, left, right, marks(view, look, x, columns),
                labels(view, x, columns));
        ChartRenderingInfo info = new ChartRenderingInfo(null);
        chart.draw(g, new Rectangle2D.Double(0, 0, width, height), null, info);
        return new ChartGeometry((Rectangle2D) info.getPlotInfo().getDataArea().clone(), x, leftRange, rightRange, view.log(), view.logX());
    }

    /** The curve of a series; with smoothing two, the recorded one faint behind the smoothed. */
    private void add(Series one, int size, Range x, int columns, ViewState view, Look look, List<Curve> curves) {
        Curve plain = Curve.plain(one, look, view.dark());
        PointBuffer raw = thin(one.name(), one.points(), size, x, columns, view);
        PointBuffer low = null;
        PointBuffer high = null;
        if (one.spread() != null) {
            low = thin("low " + one.name(), one.spread().low(), size, x, columns, view);
            high = thin("high " + one.name(), one.spread().high(), size, x, columns, view);
        }
        if (view.smoothing() == 0 || one.form() == Series.Form.BARS) {
            curves.add(plain.with(raw, low, high));
            return;
        }
        Smoothed average = smoothed.get(one.name());
        if (average == null || average.strength() != view.smoothing()) {
            average = new Smoothed(one.points(), view.smoothing());
        }
        average.grow(size);
        smoothed.put(one.name(), average);
        PointBuffer smooth = thin("smoothed " + one.name(), average, size, x, columns, view);
        curves.add(plain.with(raw, low, high).faint(FAINT));
        curves.add(new Curve(one, smooth, null, null, plain.colour(), plain.dash(), plain.width(), false));
    }

    /** As many of the first {@code size} points as pixels can show, in the buffer of that name. */
    private PointBuffer thin(String name, PointSource points, int size, Range x, int columns, ViewState view) {
        PointBuffer thinned = buffers.computeIfAbsent(name, key -> new PointBuffer());
        Extremes known = extremes.compute(name, (key, before) -> before != null && before.source() == points ? before : new Extremes(points));
        Decimator.decimate(known, Math.min(size, points.size()), x, columns, view.logX(), thinned);
        return thinned;
    }

    /** The visible marks by colour, at most one a pixel column; a mark is hidden with the series it concerns. */
    private Map<Color, TreeSet<Double>> marks(ViewState view, Look look, Range x, int columns) {
        Map<Color, TreeSet<Double>> places = new HashMap<>();
        Marks marks = model.marks();
        Map<String, Color> colours = new HashMap<>();
        model.series().forEach(one -> colours.put(one.name(), look.colour(one, view.dark())));
        for (int i = 0, size = marks.size(); i < size; i++) {
            double at = marks.x(i);
            if (x.contains(at) && marks.text(i).isEmpty() && view.shows(marks.nameOf(i)) && view.shows(marks.label(i))) {
                Color colour = colours.getOrDefault(marks.label(i), Look.marks(view.dark()));
                places.computeIfAbsent(colour, key -> new TreeSet<>()).add(ofColumn(at, x, columns, view.logX()));
            }
        }
        return places;
    }

    /** The visible marks with words, at most one a pixel column. */
    private List<MarkLabels.Label> labels(ViewState view, Range x, int columns) {
        List<MarkLabels.Label> labels = new ArrayList<>();
        Marks marks = model.marks();
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 0, size = marks.size(); i < size; i++) {
            String text = marks.text(i);
            if (!text.isEmpty() && x.contains(marks.x(i)) && view.shows(marks.nameOf(i))) {
                double at = ofColumn(marks.x(i), x, columns, view.logX());
                if (at > last) {
                    labels.add(new MarkLabels.Label(at, text));
                    last = at;
                } else {
                    labels.add(new MarkLabels.Label(at, labels.removeLast().text() + ", " + text));
                }
            }
        }
        return labels;
    }

    /** The x that stands for all of its pixel column. */
    private static double ofColumn(double at, Range x, int columns, boolean log) {
        if (log) {
            double decades = Math.log(x.high() / x.low());
            return x.low() * Math.exp(Math.rint(Math.log(at / x.low()) / decades * columns) / columns * decades);
        }
        return x.low() + Math.rint((at - x.low()) / x.length() * columns) / columns * x.length();
    }
}
