package dev.thresher.app.chart;

import java.awt.Color;

/**
 * Colours that stay apart for colour-blind readers; the usual ones after Okabe and Ito (Color Universal Design, 2008),
 * without their yellow, which is lost on white. A dark ground takes lighter tones of the same hues.
 */
public final class Palette {
    /** Index of the curve that stands out: black, or near white on a dark ground. */
    public static final int MAIN = -1;

    private static final Color[] LIGHT = colours(0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9);
    private static final Color[] DARK = colours(0x4AA8E8, 0xF0793A, 0x2CC295, 0xE093BF, 0xF2B63C, 0x9AD6F9);
    private static final Color[] MUTED = colours(0x332288, 0xCC6677, 0x117733, 0xDDCC77, 0x88CCEE, 0x882255, 0x44AA99, 0x999933, 0xAA4499);
    private static final Color[] GREYS = colours(0x4D4D4D, 0xA6A6A6, 0x737373, 0xC8C8C8);

    private Palette() {
    }

    /** Colour {@code index}, from the beginning again after the last. */
    public static Color colour(int index, boolean dark) {
        return colour(PaletteKind.OKABE_ITO, index, dark);
    }

    /** The same of another palette; only the usual one has tones for a dark ground, the others are for paper. */
    public static Color colour(PaletteKind kind, int index, boolean dark) {
        if (index == MAIN) {
            return dark ? new Color(0xE8ECF1) : new Color(0x1B1F24);
        }
        Color[] colours = switch (kind) {
            case OKABE_ITO -> dark ? DARK : LIGHT;
            case MUTED -> MUTED;
            case GREYSCALE -> GREYS;
        };
        return colours[index % colours.length];
    }

    /** The line style that goes with colour {@code index}: another one each time the colours begin again. */
    public static Series.Dash dashOf(int index) {
        Series.Dash[] dashes = Series.Dash.values();
        return dashes[index / LIGHT.length % dashes.length];
    }

    /** In greys the styles change with every line, and shift each time the greys begin again. */
    static Series.Dash greyDash(int index) {
        Series.Dash[] dashes = Series.Dash.values();
        return index == MAIN ? Series.Dash.SOLID : dashes[(index + index / GREYS.length) % dashes.length];
    }

    private static Color[] colours(int... rgb) {
        Color[] colours = new Color[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            colours[i] = new Color(rgb[i]);
        }
        return colours;
    }
}
