package dev.thresher.app.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.data.xy.XYDataset;

/** Draws each curve as one path, which costs a fraction of JFreeChart's own renderer, a segment at a time; so are bars and spreads. */
final class CurveRenderer extends AbstractXYItemRenderer {
    private static final long serialVersionUID = 1L;
    private static final int BAND = 38;
    private static final int EDGE = 150;
    /** Share of the room of an x that its bars fill together. */
    private static final double GROUP = 0.8;

    private final double tolerance;
    private final Color ink;

    /**
     * @param tolerance by how much a line may miss a point, in units of the drawing
     * @param ink of the whiskers over bars
     */
    CurveRenderer(double tolerance, Color ink) {
        this.tolerance = tolerance;
        this.ink = ink;
    }

    @Override
    public XYItemRendererState initialise(Graphics2D g, Rectangle2D area, XYPlot plot, XYDataset data, PlotRenderingInfo info) {
        XYItemRendererState state = new XYItemRendererState(info);
        state.setProcessVisibleItemsOnly(false);
        return state;
    }

    /** Bands first: none may lie over the line of another series. */
    @Override
    public int getPassCount() {
        return 2;
    }

    @Override
    public void drawItem(Graphics2D g, XYItemRendererState state, Rectangle2D area, PlotRenderingInfo info, XYPlot plot,
                         ValueAxis across, ValueAxis up, XYDataset data, int series, int item, CrosshairState crosshair, int pass) {
        Curves curves = (Curves) data;
        Curve curve = curves.get(series);
        Sheet sheet = new Sheet(area, plot, across, up);
        boolean banded = curve.low() != null && curve.series().spread().kind() == Spread.Kind.BAND;
        if (pass == 0) {
            if (banded) {
                band(g, curve, sheet);
            }
            return;
        }
        double shift = 0;
        if (curve.series().form() == Series.Form.BARS) {
            double width = GROUP / curves.barSets();
            shift = (curves.barIndex(series) - (curves.barSets() - 1) / 2.0) * width;
            bars(g, curve, sheet, shift, width);
        }
        if (curve.low() != null && !banded) {
            errorBars(g, curve, sheet, shift);
        }
        if (curve.series().form() != Series.Form.BARS) {
            line(g, curve, sheet);
        }
    }

    /** Where numbers lie on the sheet. */
    private record Sheet(Rectangle2D area, XYPlot plot, ValueAxis across, ValueAxis up) {
        double x(double value) {
            return across.valueToJava2D(value, area, plot.getDomainAxisEdge());
        }

        /** Below the lower end of a logarithmic axis there is nothing: such values (zero above all) lie on its floor. */
        double y(double value) {
            double floor = up instanceof LogAxis ? up.getLowerBound() : Double.NEGATIVE_INFINITY;
            return up.valueToJava2D(Math.max(value, floor), area, plot.getRangeAxisEdge());
        }
    }

    private void line(Graphics2D g, Curve curve, Sheet sheet) {
        PointBuffer points = curve.points();
        boolean joined = curve.series().form() == Series.Form.LINE;
        Path2D line = new Path2D.Double(Path2D.WIND_NON_ZERO, 256);
        Path2D dots = curve.markers() || !joined ? new Path2D.Double() : null;
        double radius = 1.6 + 0.6 * curve.width();
        Pen pen = new Pen(line, tolerance);
        for (int i = 0; i < points.size(); i++) {
            double y = points.y(i);
            if (Double.isNaN(y)) {
                pen.lift();
                continue;
            }
            double atX = sheet.x(points.x(i));
            double atY = sheet.y(y);
            pen.to(atX, atY);
            if (dots != null) {
                dots.append(new Ellipse2D.Double(atX - radius, atY - radius, 2 * radius, 2 * radius), false);
            }
        }
        pen.lift();
        g.setPaint(curve.colour());
        g.setStroke(curve.stroke());
        if (joined) {
            g.draw(line);
        }
        if (dots != null) {
            g.fill(dots);
        }
    }

    private static void bars(Graphics2D g, Curve curve, Sheet sheet, double shift, double width) {
        Path2D bars = new Path2D.Double();
        double foot = sheet.y(Math.max(0, sheet.up().getLowerBound()));
        for (int i = 0; i < curve.points().size(); i++) {
            double y = curve.points().y(i);
            if (!Double.isNaN(y)) {
                double left = sheet.x(curve.points().x(i) + shift - width / 2);
                double right = sheet.x(curve.points().x(i) + shift + width / 2);
                double top = sheet.y(y);
                // a hair's breadth between neighbours
                bars.append(new Rectangle2D.Double(left, Math.min(top, foot), Math.max(0.3, (right - left) * 0.94), Math.abs(foot - top)), false);
            }
        }
        g.setPaint(curve.colour());
        g.fill(bars);
    }

    /** Its edges tell whose it is where bands overlap and their colours mix. */
    private static void band(Graphics2D g, Curve curve, Sheet sheet) {
        PointBuffer low = curve.low();
        PointBuffer high = curve.high();
        Path2D band = new Path2D.Double();
        int i = 0;
        int j = 0;
        while (i < high.size() && j < low.size()) { // one closed piece between two gaps
            int endHigh = gap(high, i);
            int endLow = gap(low, j);
            for (int k = i; k < endHigh; k++) {
                to(band, k == i, sheet.x(high.x(k)), sheet.y(high.y(k)));
            }
            for (int k = endLow - 1; k >= j; k--) {
                to(band, endHigh == i && k == endLow - 1, sheet.x(low.x(k)), sheet.y(low.y(k)));
            }
            if (band.getCurrentPoint() != null) {
                band.closePath();
            }
            i = endHigh + 1;
            j = endLow + 1;
        }
        g.setPaint(curve.transparent(BAND));
        g.fill(band);
        g.setPaint(curve.transparent(EDGE));
        g.setStroke(new BasicStroke(Math.min(0.6f, curve.width() / 2), BasicStroke.CAP_ROUND, BasicStroke.JOIN_BEVEL));
        g.draw(band);
    }

    private static int gap(PointBuffer points, int from) {
        int i = from;
        while (i < points.size() && !Double.isNaN(points.y(i))) {
            i++;
        }
        return i;
    }

    private static void to(Path2D path, boolean first, double x, double y) {
        if (first) {
            path.moveTo(x, y);
        } else {
            path.lineTo(x, y);
        }
    }

    private void errorBars(Graphics2D g, Curve curve, Sheet sheet, double shift) {
        boolean bars = curve.series().form() == Series.Form.BARS;
        double cap = 1.5 + curve.width();
        Path2D lines = new Path2D.Double();
        for (int i = 0; i < Math.min(curve.low().size(), curve.high().size()); i++) {
            double low = curve.low().y(i);
            double high = curve.high().y(i);
            if (!Double.isNaN(low) && !Double.isNaN(high) && high > low) {
                double x = sheet.x(curve.low().x(i) + shift);
                double bottom = sheet.y(low);
                double top = sheet.y(high);
                lines.append(new Line2D.Double(x, bottom, x, top), false);
                lines.append(new Line2D.Double(x - cap, top, x + cap, top), false);
                lines.append(new Line2D.Double(x - cap, bottom, x + cap, bottom), false);
            }
        }
        g.setPaint(bars ? ink : curve.colour());
        g.setStroke(new BasicStroke(Math.min(1, curve.width())));
        g.draw(lines);
    }
}
