package dev.thresher.app.chart;

import java.awt.Color;
import java.awt.Font;

/**
 * How a chart is dressed; sizes in units of the drawing.
 *
 * @param tickSize font size of the numbers on the axes
 * @param labelSize font size of axis labels and legend
 * @param lines factor on line widths
 * @param complete with legend and an opaque ground, to stand alone; else without, to be framed by a window
 * @param style typeface, colours, legend and title
 */
record Look(double tickSize, double labelSize, double lines, boolean complete, FigureStyle style) {
    /** In pixels, for the window. */
    static final Look SCREEN = new Look(11, 12, 1.2, false, FigureStyle.USUAL);

    /** In points, for paper. */
    static Look figure(FigureStyle style) {
        double smaller = Math.max(FigureStyle.SMALLEST_FONT - 1, style.fontSize() - 1);
        return new Look(smaller, style.fontSize(), style.lines(), true, style);
    }

    Font font(double size) {
        return Typeface.named(style.font()).at(size);
    }

    Color colour(Series one, boolean dark) {
        return Palette.colour(style.palette(), one.colour(), dark);
    }

    /** The line style of a series: its own, or in greys one that helps to tell the lines apart. */
    Series.Dash dash(Series one) {
        return style.palette() == PaletteKind.GREYSCALE && one.dash() == Series.Dash.SOLID ? Palette.greyDash(one.colour()) : one.dash();
    }

    static Color ground(boolean dark) {
        return dark ? new Color(0x0D1117) : Color.WHITE;
    }

    static Color text(boolean dark) {
        return dark ? new Color(0xB4BDC8) : new Color(0x3D444D);
    }

    static Color grid(boolean dark) {
        return dark ? new Color(0x262C36) : new Color(0xE6E9ED);
    }

    static Color axis(boolean dark) {
        return dark ? new Color(0x4A535F) : new Color(0xA8B0BA);
    }

    static Color marks(boolean dark) {
        return dark ? new Color(0x9AA4B0) : new Color(0x6A737D);
    }
}
