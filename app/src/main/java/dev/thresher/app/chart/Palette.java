package dev.thresher.app.chart;

import java.awt.Color;

/**
 * Colours that stay apart for colour-blind readers, after Okabe and Ito (Color Universal Design, 2008), without their
 * yellow, which is lost on white. A dark ground takes lighter tones of the same hues.
 */
public final class Palette {
    /** Index of the curve that stands out: black, or near white on a dark ground. */
    public static final int MAIN = -1;

    private static final Color[] LIGHT = colours(0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9);
    private static final Color[] DARK = colours(0x4AA8E8, 0xF0793A, 0x2CC295, 0xE093BF, 0xF2B63C, 0x9AD6F9);

    private Palette() {
    }

    /** Colour {@code index}, from the beginning again after the last. */
    public static Color colour(int index, boolean dark) {
        if (index == MAIN) {
            return dark ? new Color(0xE8ECF1) : new Color(0x1B1F24);
        }
        Color[] colours = dark ? DARK : LIGHT;
        return colours[index % colours.length];
    }

    /** The line style that goes with colour {@code index}: another one each time the colours begin again. */
    public static Series.Dash dashOf(int index) {
        Series.Dash[] dashes = Series.Dash.values();
        return dashes[index / LIGHT.length % dashes.length];
    }

    private static Color[] colours(int... rgb) {
        Color[] colours = new Color[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            colours[i] = new Color(rgb[i]);
        }
        return colours;
    }
}
