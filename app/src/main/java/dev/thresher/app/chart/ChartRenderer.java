package dev.thresher.app.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    private final ChartModel model;
    private final Map<String, Smoothed> smoothed = new ConcurrentHashMap<>();
    private final Map<String, PointBuffer> buffers = new HashMap<>();

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
        ChartBuilder builder = new ChartBuilder(model, view, look, scale);
        JFreeChart chart = builder.build(x, leftRange, rightRange, left, right, marks(view, look, x, columns),
                look.complete() ? notes(view, x) : Map.of());
        ChartRenderingInfo info = new ChartRenderingInfo(null);
        chart.draw(g, new Rectangle2D.Double(0, 0, width, height), null, info);
        return new ChartGeometry((Rectangle2D) info.getPlotInfo().getDataArea().clone(), x, leftRange, rightRange, view.log(), view.logX());
    }

    /** The curve of a series; with smoothing two, the recorded one faint behind the smoothed. */
    private void add(Series one, int size, Range x, int columns, ViewState view, Look look, List<Curve> curves) {
        Curve plain = Curve.plain(one, look, view.dark());
        PointBuffer raw = buffer(one.name());
        Decimator.decimate(one.points(), size, x, columns, view.logX(), raw);
        PointBuffer low = null;
        PointBuffer high = null;
        if (one.spread() != null) {
            low = buffer("low " + one.name());
            high = buffer("high " + one.name());
            Decimator.decimate(one.spread().low(), Math.min(size, one.spread().low().size()), x, columns, view.logX(), low);
            Decimator.decimate(one.spread().high(), Math.min(size, one.spread().high().size()), x, columns, view.logX(), high);
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
        PointBuffer smooth = buffer("smoothed " + one.name());
        Decimator.decimate(average, size, x, columns, view.logX(), smooth);
        curves.add(plain.with(raw, low, high).faint(FAINT));
        curves.add(new Curve(one, smooth, null, null, plain.colour(), plain.dash(), plain.width(), false));
    }

    private PointBuffer buffer(String name) {
        return buffers.computeIfAbsent(name, key -> new PointBuffer());
    }

    /** The visible marks by colour, at most one a pixel column; a mark is hidden with the series it concerns. */
    private Map<Color, TreeSet<Double>> marks(ViewState view, Look look, Range x, int columns) {
        Map<Color, TreeSet<Double>> places = new HashMap<>();
        Marks marks = model.marks();
        if (!view.shows(marks.name())) {
            return places;
        }
        Map<String, Color> colours = new HashMap<>();
        model.series().forEach(one -> colours.put(one.name(), look.colour(one, view.dark())));
        for (int i = 0, size = marks.size(); i < size; i++) {
            double at = marks.x(i);
            if (x.contains(at) && view.shows(marks.label(i))) {
                Color colour = colours.getOrDefault(marks.label(i), Look.marks(view.dark()));
                places.computeIfAbsent(colour, key -> new TreeSet<>()).add(ofColumn(at, x, columns, view.logX()));
            }
        }
        return places;
    }

    /** What is written beside the visible marks, in their order. */
    private Map<Double, String> notes(ViewState view, Range x) {
        Map<Double, String> notes = new TreeMap<>();
        Marks marks = model.marks();
        for (int i = 0, size = view.shows(marks.name()) ? marks.size() : 0; i < size; i++) {
            if (x.contains(marks.x(i)) && view.shows(marks.label(i)) && !marks.note(i).isEmpty()) {
                notes.put(marks.x(i), marks.note(i));
            }
        }
        return notes;
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
