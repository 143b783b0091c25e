package dev.thresher.app.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnits;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** JFreeChart's axes with round ticks (1, 2, 5 times a power of ten) that bear the unit. */
final class AxisTicks {
    private AxisTicks() {
    }

    static ValueAxis linear(Axis axis, Range range) {
        NumberAxis made = new NumberAxis(axis.label());
        TickUnits units = new TickUnits();
        for (int power = axis.whole() ? 0 : -9; power <= 12; power++) {
            for (int digit : new int[] {1, 2, 5}) {
                units.add(new NumberTickUnit(digit * Math.pow(10, power), format(axis, power)));
            }
        }
        made.setStandardTickUnits(units);
        made.setAutoRangeIncludesZero(false);
        made.setRange(range.low(), range.high());
        return made;
    }

    static ValueAxis horizontal(Axis axis, Range range, boolean log) {
        return !axis.categories().isEmpty() ? new CategoryTicks(axis, range) : log ? logarithmic(axis, range) : linear(axis, range);
    }

    static ValueAxis logarithmic(Axis axis, Range range) {
        LogAxis made = new LogTicks(axis);
        made.setSmallestValue(range.low() / 10);
        made.setRange(range.low(), range.high());
        return made;
    }

    /** Numbers with as many decimals as a tick unit of that power of ten needs, and the axis's unit. */
    private static NumberFormat format(Axis axis, int power) {
        String decimals = power < 0 ? "." + "0".repeat(-power) : "";
        String suffix = axis.suffix().isEmpty() ? "" : "'" + axis.suffix() + "'";
        return new DecimalFormat("#,##0" + decimals + suffix, DecimalFormatSymbols.getInstance(Locale.ROOT));
    }

    /** Labels every 1, 2 and 5 while there is room, else the powers of ten; within less than a decade, even steps. */
    private static final class LogTicks extends LogAxis {
        private static final long serialVersionUID = 1L;
        private final transient Axis axis;

        LogTicks(Axis axis) {
            super(axis.label());
            this.axis = axis;
        }

        @Override
        public List<NumberTick> refreshTicks(Graphics2D g, AxisState state, Rectangle2D area, RectangleEdge edge) {
            boolean level = RectangleEdge.isTopOrBottom(edge);
            double length = level ? area.getWidth() : area.getHeight();
            TextAnchor anchor = level ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
            double low = getRange().getLowerBound();
            double high = getRange().getUpperBound();
            double decades = Math.log10(high / low);
            List<NumberTick> ticks = new ArrayList<>();
            if (decades < 0.8) {
                double rough = (high - low) / 5;
                int power = (int) Math.floor(Math.log10(rough));
                double digits = rough / Math.pow(10, power);
                double step = Math.pow(10, power) * (digits > 5 ? 10 : digits > 2 ? 5 : digits > 1 ? 2 : 1);
                NumberFormat format = format(axis, (int) Math.floor(Math.log10(step * 1.0001)));
                for (double at = Math.ceil(low / step) * step; at <= high; at += step) {
                    ticks.add(new NumberTick(at, format.format(at), anchor, anchor, 0));
                }
                return ticks;
            }
            double size = getTickLabelFont().getSize2D();
            double apart = size * (level ? 3.4 : 2); // what a label needs
            boolean between = decades < length / apart / 2.7;
            int every = Math.max(1, (int) Math.ceil(decades * apart / Math.max(apart, length)));
            for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
                if (Math.floorMod(power, every) == 0) {
                    add(1, power, anchor, ticks);
                }
                if (between) {
                    add(2, power, anchor, ticks);
                    add(5, power, anchor, ticks);
                }
            }
            return ticks;
        }

        private void add(int digit, int power, TextAnchor anchor, List<NumberTick> ticks) {
            double value = digit * Math.pow(10, power);
            double slack = 1 + 1e-9;
            if (value * slack >= getRange().getLowerBound() && value <= getRange().getUpperBound() * slack) {
                boolean plain = axis.whole() || getRange().getLowerBound() > 0.9e-3 && getRange().getUpperBound() < 1e5; // one way for all
                String text = plain ? format(axis, power).format(value) : digit + "e" + power + axis.suffix();
                ticks.add(new NumberTick(Math.max(value, getRange().getLowerBound()), text, anchor, anchor, 0));
            }
        }
    }
}
