package dev.thresher.app.figure;

import dev.thresher.app.chart.Format;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a figure is written as. */
public enum FigureFormat {
    SVG(Format.SVG), PDF(Format.PDF), PNG(Format.PNG),
    /** The numbers that are drawn. */
    CSV(Format.CSV),
    /** A table for LaTeX, with the rules of the booktabs package. */
    TEX(null);

    private final Format chart;

    FigureFormat(Format chart) {
        this.chart = chart;
    }

    /** The same of a chart; null for a table's LaTeX. */
    Format chart() {
        return chart;
    }

    /** File name extension without the dot. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format that a file's name asks for. */
    public static Optional<FigureFormat> of(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(format -> lower.endsWith("." + format.extension())).findFirst();
    }
}
