package dev.thresher.app.chart;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A horizontal axis of names at 1, 2, 3, …: level where they have room, else upright; where even that is too tight, every second, third, … */
final class CategoryTicks extends NumberAxis {
    private static final long serialVersionUID = 1L;
    private final transient List<String> names;

    CategoryTicks(Axis axis, Range range) {
        super(axis.label());
        this.names = axis.categories();
        setAutoRangeIncludesZero(false);
        setRange(range.low(), range.high());
    }

    @Override
    public List<NumberTick> refreshTicks(Graphics2D g, AxisState state, Rectangle2D area, RectangleEdge edge) {
        Font font = getTickLabelFont();
        double room = area.getWidth() / getRange().getLength();
        double widest = 0;
        for (String name : names) {
            widest = Math.max(widest, font.getStringBounds(name, g.getFontRenderContext()).getWidth());
        }
        boolean upright = widest + 0.6 * font.getSize2D() > room;
        if (upright != isVerticalTickLabels()) {
            setVerticalTickLabels(upright);
        }
        int every = upright ? Math.max(1, (int) Math.ceil(1.15 * font.getSize2D() / room)) : 1;
        List<NumberTick> ticks = new ArrayList<>();
        int first = Math.max(1, (int) Math.ceil(getRange().getLowerBound()));
        for (int i = first; i <= Math.min(names.size(), getRange().getUpperBound()); i++) {
            if ((i - 1) % every == 0) {
                ticks.add(upright ? new NumberTick(i, names.get(i - 1), TextAnchor.CENTER_RIGHT, TextAnchor.CENTER_RIGHT, -Math.PI / 2)
                        : new NumberTick(i, names.get(i - 1), TextAnchor.TOP_CENTER, TextAnchor.TOP_CENTER, 0));
            }
        }
        return ticks;
    }
}
