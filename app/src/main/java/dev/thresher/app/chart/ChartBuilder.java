package dev.thresher.app.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;

/** Puts together the JFreeChart of one drawing: a quiet frame around curves that are already decimated. */
final class ChartBuilder {
    static {
        // The workaround turns rotated text into outlines; text shall stay text in SVG and PDF.
        TextUtils.setUseDrawRotatedStringWorkaround(false);
    }

    /** A line may miss a point by this share of a device pixel, which nobody sees. */
    private static final double PIXEL_SHARE = 0.25;

    /** Opacity of what lies behind words that stand over curves. */
    private static final int LETS_THROUGH = 170;

    private final ChartModel model;
    private final ViewState view;
    private final Look look;
    private final double scale;
    private final Color text;
    private final Font labelFont;
    private boolean tight;

    /** @param scale device pixels to a unit of the drawing */
    ChartBuilder(ChartModel model, ViewState view, Look look, double scale) {
        this.scale = scale;
        this.model = model;
        this.view = view;
        this.look = look;
        this.text = Look.text(view.dark());
        this.labelFont = look.font(look.labelSize());
    }

    /** In little room there are ticks, but no names of axes: legend and colours tell. */
    ChartBuilder tight(boolean on) {
        tight = on;
        return this;
    }

    JFreeChart build(Range x, Range left, Range right, List<Curve> onLeft, List<Curve> onRight, Map<Color, TreeSet<Double>> marks,
                     List<MarkLabels.Label> labels) {
        XYPlot plot = new XYPlot();
        plot.setDomainAxis(dress(AxisTicks.horizontal(model.x(), x, view.logX()), text, false));
        plot.getDomainAxis().setAxisLineVisible(true);
        ValueAxis leftAxis = view.log() ? AxisTicks.logarithmic(model.left(), left) : AxisTicks.linear(model.left(), left);
        plot.setRangeAxis(dress(leftAxis, text, true));
        CurveRenderer renderer = new CurveRenderer(PIXEL_SHARE / scale, text);
        renderer.addAnnotation(new MarkLines(marks, (float) look.lines()), Layer.BACKGROUND);
        if (!labels.isEmpty()) {
            Color ground = Look.ground(view.dark());
            renderer.addAnnotation(new MarkLabels(labels, Look.marks(view.dark()),
                    new Color(ground.getRed(), ground.getGreen(), ground.getBlue(), LETS_THROUGH), look.font(look.tickSize()),
                    (float) look.lines()), Layer.FOREGROUND);
        }
        plot.setDataset(0, new Curves(onLeft));
        plot.setRenderer(0, renderer);
        if (model.right() != null) {
            plot.setRangeAxis(1, dress(AxisTicks.linear(model.right(), right), rightColour(), true));
            plot.setRangeAxisLocation(1, AxisLocation.BOTTOM_OR_RIGHT);
            plot.setDataset(1, new Curves(onRight));
            plot.setRenderer(1, new CurveRenderer(PIXEL_SHARE / scale, text));
            plot.mapDatasetToRangeAxis(1, 1);
        }
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        BasicStroke thin = new BasicStroke((float) (0.7 * look.lines()));
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Look.grid(view.dark()));
        plot.setRangeGridlineStroke(thin);
        plot.setRangeZeroBaselineVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        double over = labels.isEmpty() ? 0 : MarkLabels.height(look.font(look.tickSize()));
        double lastTick = (look.complete() ? 1 : 2) * look.tickSize(); // half of the number at the very end stands beyond it
        plot.setInsets(new RectangleInsets((look.complete() ? 2 : 6) + over, 2, 2, model.right() == null ? lastTick : 2));
        return frame(plot);
    }

    private JFreeChart frame(XYPlot plot) {
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        chart.setBackgroundPaint(look.complete() ? Look.ground(view.dark()) : null);
        chart.setBorderVisible(false);
        chart.setPadding(look.complete() ? new RectangleInsets(6, 6, 6, 6) : RectangleInsets.ZERO_INSETS);
        if (look.complete()) {
            new Legend(model, view, look).addTo(chart);
            if (look.style().titled() && !model.title().isBlank()) {
                TextTitle title = new TextTitle(model.title(), look.font(look.labelSize() + 1));
                title.setPaint(view.dark() ? Color.WHITE : Color.BLACK);
                title.setHorizontalAlignment(HorizontalAlignment.LEFT);
                title.setPadding(0, 3, 6, 0);
                chart.setTitle(title);
            }
        }
        return chart;
    }

    private ValueAxis dress(ValueAxis axis, Color colour, boolean vertical) {
        axis.setTickLabelFont(look.font(look.tickSize()));
        axis.setTickLabelPaint(colour);
        axis.setLabelFont(labelFont);
        axis.setLabelPaint(colour);
        if (tight) {
            axis.setLabel(null);
        }
        axis.setAxisLinePaint(Look.axis(view.dark()));
        axis.setAxisLineStroke(new BasicStroke((float) (0.8 * look.lines())));
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(!vertical);
        axis.setTickMarkPaint(Look.axis(view.dark()));
        axis.setTickMarkOutsideLength(3);
        double room = tight ? 0.5 * look.tickSize() : look.tickSize();
        axis.setTickLabelInsets(vertical ? new RectangleInsets(room, 4, room, 4)
                : axis instanceof CategoryTicks ? new RectangleInsets(2, 1, 2, 1) : new RectangleInsets(2, room * 1.4, 2, room * 1.4));
        return axis;
    }

    /** The right axis takes the colour of its curve, where it has only one. */
    private Color rightColour() {
        List<Series> there = model.series().stream().filter(one -> one.side() == Series.Side.RIGHT).toList();
        return there.size() == 1 ? look.colour(there.getFirst(), view.dark()) : text;
    }
}
