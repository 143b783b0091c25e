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
 * @param logX whether the horizontal axis is
 */
public record ChartGeometry(Rectangle2D plot, Range x, Range left, Range right, boolean log, boolean logX) {
    /** With a linear horizontal axis. */
    public ChartGeometry(Rectangle2D plot, Range x, Range left, Range right, boolean log) {
        this(plot, x, left, right, log, false);
    }

    /** The x that is drawn at {@code across}. */
    public double xAt(double across) {
        double share = shareAcross(across);
        return logX ? x.low() * Math.pow(x.high() / x.low(), share) : x.low() + share * x.length();
    }

    /** Where a value of x is drawn; values a logarithm cannot take lie on the left edge. */
    public double acrossOf(double value) {
        double share = !logX ? (value - x.low()) / x.length()
                : value <= 0 ? 0 : Math.log(value / x.low()) / Math.log(x.high() / x.low());
        return plot.getX() + share * plot.getWidth();
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
        return log ? part(left, from, to) : left.part(from, to);
    }

    /** The x between two places given as shares of the width, on the scale it has. */
    public Range xPart(double from, double to) {
        return logX ? part(x, from, to) : x.part(from, to);
    }

    private static Range part(Range range, double from, double to) {
        Range powers = new Range(Math.log(range.low()), Math.log(range.high())).part(from, to);
        return new Range(Math.exp(powers.low()), Math.exp(powers.high()));
    }
}
