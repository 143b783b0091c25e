package dev.thresher.app.chart;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A horizontal axis of names at 1, 2, 3, …: level where they have room, else upright and without the words that all have in common; where even
 * that is too tight, every second, third, …
 */
final class CategoryTicks extends NumberAxis {
    private static final long serialVersionUID = 1L;
    /** Not the drawing's own: what rounds widths differently must not lay out differently. */
    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);
    private final transient List<String> names;
    private final transient List<String> shorter;

    CategoryTicks(Axis axis, Range range) {
        super(axis.label());
        this.names = axis.categories();
        this.shorter = shorter(names);
        setAutoRangeIncludesZero(false);
        setRange(range.low(), range.high());
    }

    @Override
    public List<NumberTick> refreshTicks(Graphics2D g, AxisState state, Rectangle2D area, RectangleEdge edge) {
        Font font = getTickLabelFont();
        double room = area.getWidth() / getRange().getLength();
        boolean upright = widest(names) + 0.6 * font.getSize2D() > room;
        if (upright != isVerticalTickLabels()) {
            setVerticalTickLabels(upright);
        }
        int every = upright ? Math.max(1, (int) Math.ceil(1.15 * font.getSize2D() / room)) : 1;
        List<NumberTick> ticks = new ArrayList<>();
        int first = Math.max(1, (int) Math.ceil(getRange().getLowerBound()));
        for (int i = first; i <= Math.min(names.size(), getRange().getUpperBound()); i++) {
            if ((i - 1) % every == 0) {
                ticks.add(upright ? new NumberTick(i, shorter.get(i - 1), TextAnchor.CENTER_RIGHT, TextAnchor.CENTER_RIGHT, -Math.PI / 2)
                        : new NumberTick(i, names.get(i - 1), TextAnchor.TOP_CENTER, TextAnchor.TOP_CENTER, 0));
            }
        }
        return ticks;
    }

    private double widest(List<String> texts) {
        return texts.stream().mapToDouble(name -> getTickLabelFont().getStringBounds(name, EXACT).getWidth()).max().orElse(0);
    }

    @Override
    @SuppressWarnings("rawtypes") // as JFreeChart declares it
    protected double findMaximumTickLabelHeight(List ticks, Graphics2D g, Rectangle2D area, boolean vertical) {
        return vertical ? widest(shorter) + getTickLabelInsets().getTop() + getTickLabelInsets().getBottom() : super.findMaximumTickLabelHeight(ticks, g, area, false);
    }

    /** {@code block1.0.conv1} for {@code block1.layer.0.conv1}, where the second part of all that have several is the same. */
    static List<String> shorter(List<String> names) {
        List<List<String>> parts = names.stream().map(name -> List.of(name.split("\\."))).toList();
        List<List<String>> deep = parts.stream().filter(one -> one.size() > 2).toList();
        boolean common = !deep.isEmpty() && deep.stream().map(one -> one.get(1)).distinct().count() == 1 && parts.stream().noneMatch(one -> one.size() == 2);
        List<String> found = !common ? names : parts.stream().map(one -> one.size() < 3 ? String.join(".", one)
                : one.getFirst() + "." + String.join(".", one.subList(2, one.size()))).toList();
        return found.stream().distinct().count() == names.size() ? found : names;
    }
}
