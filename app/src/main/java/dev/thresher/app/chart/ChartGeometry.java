package dev.thresher.app.chart;

import java.awt.geom.Rectangle2D;

/**
 * Where a drawn chart has what.
 *
 * @param plot the area inside the axes, in the units of the drawing, from its top left
 * @param x what is seen of x
 * @param left what is seen of the left axis
 * @param right what is seen of the right axis
 * @param log whether the left axis is logarithmic
 */
public record ChartGeometry(Rectangle2D plot, Range x, Range left, Range right, boolean log) {
    /** The x that is drawn at {@code across}. */
    public double xAt(double across) {
        return x.low() + shareAcross(across) * x.length();
    }

    public double acrossOf(double value) {
        return plot.getX() + (value - x.low()) / x.length() * plot.getWidth();
    }

    /** Share of the plot's width, 0 at its left edge. */
    public double shareAcross(double across) {
        return (across - plot.getX()) / plot.getWidth();
    }

    /** Share of the plot's height, 0 at its bottom edge. */
    public double shareUp(double down) {
        return (plot.getMaxY() - down) / plot.getHeight();
    }

    /** Where a value of that axis is drawn, from the top; values a logarithm cannot take lie on the bottom edge. */
    public double downOf(double value, Series.Side side) {
        double share;
        if (side == Series.Side.LEFT && log) {
            share = value <= left.low() ? 0 : Math.log(value / left.low()) / Math.log(left.high() / left.low());
        } else {
            Range range = side == Series.Side.LEFT ? left : right;
            share = (value - range.low()) / range.length();
        }
        return plot.getMaxY() - share * plot.getHeight();
    }

    /** The left range between two heights given as shares, on the scale it has. */
    public Range leftPart(double from, double to) {
        if (!log) {
            return left.part(from, to);
        }
        Range powers = new Range(Math.log(left.low()), Math.log(left.high())).part(from, to);
        return new Range(Math.exp(powers.low()), Math.exp(powers.high()));
    }
}
