package dev.thresher.app.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/** Dashed vertical lines with words over their top; what finds no room there goes into rows within the plot, and at last has its line only. */
final class MarkLabels extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1L;
    private static final int ROWS = 3;
    private static final double LINE = 1.3;
    private static final float[] DASH = {3, 3};

    /** One mark with words. */
    record Label(double x, String text) {
    }

    private final transient List<Label> labels; // x ascending
    private final Color colour;
    private final Color ground;
    private final Font font;
    private final float width;

    /** The room that words over the plot need. */
    static double height(Font font) {
        return LINE * font.getSize2D();
    }

    /** @param ground behind the words */
    MarkLabels(List<Label> labels, Color colour, Color ground, Font font, float width) {
        this.labels = labels;
        this.colour = colour;
        this.ground = ground;
        this.font = font;
        this.width = width;
    }

    @Override
    public void draw(Graphics2D g, XYPlot plot, Rectangle2D area, ValueAxis across, ValueAxis up, int index, PlotRenderingInfo info) {
        g.setStroke(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, DASH, 0));
        g.setPaint(colour);
        double[] xs = new double[labels.size()];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = across.valueToJava2D(labels.get(i).x(), area, RectangleEdge.BOTTOM);
            g.draw(new Line2D.Double(xs[i], area.getMinY(), xs[i], area.getMaxY()));
        }
        double height = height(font);
        Shape plotOnly = g.getClip();
        g.setClip(new Rectangle2D.Double(area.getMinX(), area.getMinY() - height, area.getWidth() + 1, area.getHeight() + height));
        words(g, area, xs, height);
        g.setClip(plotOnly);
    }

    private void words(Graphics2D g, Rectangle2D area, double[] xs, double height) {
        g.setFont(font);
        double[] ends = new double[ROWS];
        java.util.Arrays.fill(ends, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < xs.length; i++) {
            String text = labels.get(i).text();
            double length = font.getStringBounds(text, g.getFontRenderContext()).getWidth() + 6;
            double from = Math.min(xs[i] + 2, area.getMaxX() - length);
            for (int row = 0; row < ROWS; row++) {
                if (from >= ends[row] && (row + 1) * height < area.getHeight()) {
                    double top = area.getMinY() + (row - 1) * height;
                    if (row > 0) {
                        g.setPaint(ground);
                        g.fill(new Rectangle2D.Double(from, top, length, height));
                    }
                    g.setPaint(colour);
                    g.drawString(text, (float) (from + 3), (float) (top + font.getSize2D()));
                    ends[row] = from + length + 2;
                    break;
                }
            }
        }
    }
}
