package dev.thresher.app.chart;

import java.util.Objects;

/**
 * How a figure on paper is dressed.
 *
 * @param font a family of {@link Typeface#families()}, or the path of a TrueType file
 * @param fontSize of axis labels and legend, in points; numbers on the axes are a point smaller, the title a point larger
 * @param palette which colours
 * @param legend where the legend stands
 * @param titled whether the title stands above the figure (papers have captions instead)
 * @param lines factor on line widths
 */
public record FigureStyle(String font, double fontSize, PaletteKind palette, LegendPlace legend, boolean titled, double lines) {
    public static final double SMALLEST_FONT = 4;
    public static final double LARGEST_FONT = 48;
    /** As charts are exported unless something else is asked for. */
    public static final FigureStyle USUAL = new FigureStyle(Typeface.SANS, 9, PaletteKind.OKABE_ITO, LegendPlace.BELOW, true, 1);

    public FigureStyle {
        Objects.requireNonNull(font, "font");
        Objects.requireNonNull(palette, "palette");
        Objects.requireNonNull(legend, "legend");
        if (!(fontSize >= SMALLEST_FONT && fontSize <= LARGEST_FONT)) {
            throw new IllegalArgumentException("a font of " + fontSize + " points");
        }
        if (!(lines >= 0.1 && lines <= 10)) {
            throw new IllegalArgumentException("lines " + lines + " times as wide");
        }
    }

    public FigureStyle withFont(String family, double size) {
        return new FigureStyle(family, size, palette, legend, titled, lines);
    }

    public FigureStyle withPalette(PaletteKind kind) {
        return new FigureStyle(font, fontSize, kind, legend, titled, lines);
    }

    public FigureStyle withLegend(LegendPlace place) {
        return new FigureStyle(font, fontSize, palette, place, titled, lines);
    }

    public FigureStyle withTitled(boolean on) {
        return new FigureStyle(font, fontSize, palette, legend, on, lines);
    }

    public FigureStyle withLines(double factor) {
        return new FigureStyle(font, fontSize, palette, legend, titled, factor);
    }
}
