package dev.thresher.app.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Map;
import java.util.TreeSet;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/** The faint vertical lines behind the curves: of each colour at most one a pixel column, however many marks there are. */
final class MarkLines extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1L;
    private static final int FAINT = 70;

    private final transient Map<Color, TreeSet<Double>> places;
    private final transient Map<Double, String> notes;
    private final Font font;
    private final Color ink;
    private final float width;

    /** @param notes what is written beside some of the lines, in {@code font} and {@code ink} */
    MarkLines(Map<Color, TreeSet<Double>> places, Map<Double, String> notes, Font font, Color ink, float width) {
        this.places = places;
        this.notes = notes;
        this.font = font;
        this.ink = ink;
        this.width = width;
    }

    @Override
    public void draw(Graphics2D g, XYPlot plot, Rectangle2D area, ValueAxis across, ValueAxis up, int index, PlotRenderingInfo info) {
        g.setStroke(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        places.forEach((colour, xs) -> {
            Path2D lines = new Path2D.Double();
            for (double x : xs) {
                double at = across.valueToJava2D(x, area, RectangleEdge.BOTTOM);
                lines.moveTo(at, area.getMinY());
                lines.lineTo(at, area.getMaxY());
            }
            g.setPaint(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), FAINT));
            g.draw(lines);
        });
        g.setPaint(ink);
        g.setFont(font);
        double taken = Double.NEGATIVE_INFINITY;
        for (Map.Entry<Double, String> note : notes.entrySet()) {
            double at = across.valueToJava2D(note.getKey(), area, RectangleEdge.BOTTOM);
            double room = font.getStringBounds(note.getValue(), g.getFontRenderContext()).getWidth();
            boolean before = at + 3 + room > area.getMaxX();
            double from = before ? at - 3 - room : at + 3;
            if (from > taken) { // notes that would overlap are left out, their lines stay
                g.drawString(note.getValue(), (float) from, (float) (area.getMinY() + font.getSize2D()));
                taken = from + room;
            }
        }
    }
}
