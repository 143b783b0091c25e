package dev.thresher.app.chart;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
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

/** Draws each curve as one path, which costs a fraction of JFreeChart's own renderer, a segment at a time. */
final class CurveRenderer extends AbstractXYItemRenderer {
    private static final long serialVersionUID = 1L;
    private final double tolerance;

    /** @param tolerance by how much a line may miss a point, in units of the drawing */
    CurveRenderer(double tolerance) {
        this.tolerance = tolerance;
    }

    @Override
    public XYItemRendererState initialise(Graphics2D g, Rectangle2D area, XYPlot plot, XYDataset data, PlotRenderingInfo info) {
        XYItemRendererState state = new XYItemRendererState(info);
        state.setProcessVisibleItemsOnly(false);
        return state;
    }

    @Override
    public void drawItem(Graphics2D g, XYItemRendererState state, Rectangle2D area, PlotRenderingInfo info, XYPlot plot,
                         ValueAxis across, ValueAxis up, XYDataset data, int series, int item, CrosshairState crosshair, int pass) {
        Curve curve = ((Curves) data).get(series);
        PointBuffer points = curve.points();
        // Below the lower end of a logarithmic axis there is nothing: such values (zero above all) lie on its floor.
        double floor = up instanceof LogAxis ? up.getLowerBound() : Double.NEGATIVE_INFINITY;
        Path2D line = new Path2D.Double(Path2D.WIND_NON_ZERO, 256);
        Path2D dots = curve.markers() ? new Path2D.Double() : null;
        double radius = 1.6 + 0.6 * curve.width();
        Pen pen = new Pen(line, tolerance);
        for (int i = 0; i < points.size(); i++) {
            double y = points.y(i);
            if (Double.isNaN(y)) {
                pen.lift();
                continue;
            }
            double atX = across.valueToJava2D(points.x(i), area, plot.getDomainAxisEdge());
            double atY = up.valueToJava2D(Math.max(y, floor), area, plot.getRangeAxisEdge());
            pen.to(atX, atY);
            if (dots != null) {
                dots.append(new Ellipse2D.Double(atX - radius, atY - radius, 2 * radius, 2 * radius), false);
            }
        }
        pen.lift();
        g.setPaint(curve.colour());
        g.setStroke(curve.stroke());
        g.draw(line);
        if (dots != null) {
            g.fill(dots);
        }
    }
}
