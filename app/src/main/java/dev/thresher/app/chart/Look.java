package dev.thresher.app.chart;

import java.awt.Color;

/**
 * How a chart is dressed; sizes in units of the drawing.
 *
 * @param tickSize font size of the numbers on the axes
 * @param labelSize font size of axis labels and legend
 * @param lines factor on line widths
 * @param complete with title, legend and an opaque ground, to stand alone; else without, to be framed by a window
 */
record Look(double tickSize, double labelSize, double lines, boolean complete) {
    /** In pixels, for the window. */
    static final Look SCREEN = new Look(11, 12, 1.2, false);
    /** In points, for paper. */
    static final Look FIGURE = new Look(8, 9, 1, true);

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
