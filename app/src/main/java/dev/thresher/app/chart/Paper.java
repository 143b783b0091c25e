package dev.thresher.app.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;

/** Drawings on paper of a true size: as vector files and as pictures. */
public final class Paper {
    static final int POINTS_PER_INCH = 72;

    /** Something that can be drawn at any size. */
    @FunctionalInterface
    public interface Drawing {
        /**
         * Draws it from the origin of {@code g}.
         *
         * @param width in points, as is {@code height}
         * @param scale device pixels to a point
         */
        void draw(Graphics2D g, double width, double height, double scale);
    }

    private Paper() {
    }

    /**
     * The bytes of a file.
     *
     * @param title the document's
     * @param typeface what its text is set in; the PDF embeds it
     * @param dpi dots per inch of a PNG; vector formats are as fine as a 300 dpi print shows
     * @throws IllegalArgumentException for a format that is no drawing
     */
    public static byte[] bytes(String title, Drawing drawing, Size size, Typeface typeface, int dpi, Format format) throws IOException {
        double width = size.width() * POINTS_PER_INCH;
        double height = size.height() * POINTS_PER_INCH;
        double scale = (double) ChartExport.DPI / POINTS_PER_INCH;
        return switch (format) {
            case SVG -> SvgFile.of(title, typeface, width, height, g -> drawing.draw(g, width, height, scale));
            case PDF -> PdfFile.of(title, typeface, width, height, g -> drawing.draw(g, width, height, scale));
            case PNG -> PngFile.of(picture(drawing, size, Look.ground(false), dpi), dpi);
            case CSV -> throw new IllegalArgumentException("a CSV is no drawing");
        };
    }

    /** The drawing as a picture of that many dots per inch. */
    public static BufferedImage picture(Drawing drawing, Size size, Color ground, int dpi) {
        double scale = (double) dpi / POINTS_PER_INCH;
        BufferedImage image = new BufferedImage((int) Math.round(size.width() * dpi), (int) Math.round(size.height() * dpi),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            // Text as wide as in the vector formats: without this each letter is rounded to whole dots.
            g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setPaint(ground);
            g.fillRect(0, 0, image.getWidth(), image.getHeight());
            g.scale(scale, scale);
            drawing.draw(g, size.width() * POINTS_PER_INCH, size.height() * POINTS_PER_INCH, scale);
        } finally {
            g.dispose();
        }
        return image;
    }
}
