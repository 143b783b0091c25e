package dev.thresher.app.masks;

import dev.thresher.app.chart.ChartExport;
import dev.thresher.app.chart.FigureStyle;
import dev.thresher.app.chart.Format;
import dev.thresher.app.chart.Size;
import dev.thresher.app.chart.Typeface;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

/** Draws mask sheets with caption and scale onto paper or screen, through Java2D: text stays text. */
public final class MaskSheetFigure {
    private static final double MARGIN = 4;
    /** Dots a weight from which on weights are parted by lines: fewer would be all lines in print. */
    private static final double LINES = 24;
    private static final int MOST_PIXELS = 24_000_000;

    private MaskSheetFigure() {
    }

    /**
     * Writes sheets side by side, each with its caption and scale; one sheet is the usual case.
     *
     * @param dpi of a PNG; in the vector formats the weights are a picture of 300 dots an inch at least
     * @throws dev.thresher.datasets.UserError in one line, where the file cannot be written
     */
    public static void write(List<MaskSheet> sheets, FigureStyle style, Size size, int dpi, Path file, Format format) {
        ChartExport.write(sheets.getFirst().title(), (g, width, height, scale) -> draw(g, sheets, style, width, height, scale), size,
                Typeface.named(style.font()), dpi, file, format);
    }

    /**
     * Draws sheets side by side.
     *
     * @param style font and its size; whether there are captions
     * @param width in points, or whatever the graphics' unit is, as is {@code height}
     * @param scale dots a unit: how fine the pictures are made
     */
    public static void draw(Graphics2D g, List<MaskSheet> sheets, FigureStyle style, double width, double height, double scale) {
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setColor(new Color(sheets.getFirst().colours().around()));
        g.fill(new Rectangle2D.Double(0, 0, width, height));
        double each = width / sheets.size();
        for (int i = 0; i < sheets.size(); i++) {
            draw(g, sheets.get(i), style, new Rectangle2D.Double(i * each + MARGIN, MARGIN, each - 2 * MARGIN, height - 2 * MARGIN), scale);
        }
    }

    private static void draw(Graphics2D g, MaskSheet sheet, FigureStyle style, Rectangle2D box, double scale) {
        SheetColours colours = sheet.colours();
        Typeface typeface = Typeface.named(style.font());
        Font small = typeface.at(style.fontSize() - 2);
        double y = box.getY();
        if (style.titled()) {
            y = text(g, sheet.title(), typeface.at(style.fontSize()), colours.text(), box, y);
            y = sheet.caption().isEmpty() ? y : text(g, sheet.caption(), small, colours.quiet(), box, y);
        }
        double swatch = small.getSize2D();
        picture(g, sheet, new Rectangle2D.Double(box.getX(), y + 3, box.getWidth(), box.getMaxY() - swatch - 9 - y), scale);
        legend(g, sheet.shading().legend(), colours, small, box.getX(), box.getMaxY() - swatch, box.getWidth());
    }

    /** A line, as large as it may be without being cut off; gives back where the next begins. */
    private static double text(Graphics2D g, String text, Font font, int colour, Rectangle2D box, double y) {
        FontMetrics metrics = g.getFontMetrics(font);
        double wide = metrics.getStringBounds(text, g).getWidth();
        Font fitting = wide <= box.getWidth() ? font : font.deriveFont((float) (font.getSize2D() * box.getWidth() / wide));
        g.setFont(fitting);
        g.setColor(new Color(colour));
        double ascent = fitting.getSize2D() * 0.93;
        g.drawString(text, (float) box.getX(), (float) (y + ascent));
        return y + fitting.getSize2D() * 1.25;
    }

    private static void picture(Graphics2D g, MaskSheet sheet, Rectangle2D box, double scale) {
        SheetLayout layout = sheet.layout();
        if (box.getWidth() < 1 || box.getHeight() < 1) {
            return;
        }
        double unit = Math.min(box.getWidth() / layout.width(), box.getHeight() / layout.height());
        double dots = unit * scale; // a unit of the sheet
        dots = dots >= 1 ? Math.ceil(dots) : dots; // crisp
        while ((long) (layout.width() * dots) * (long) (layout.height() * dots) > MOST_PIXELS && dots > 1) {
            dots--;
        }
        int across = Math.max(1, (int) Math.round(layout.width() * dots));
        int down = Math.max(1, (int) Math.round(layout.height() * dots));
        BufferedImage image = new BufferedImage(across, down, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[across * down];
        new SheetPainter(layout, sheet.shading().shade(), sheet.colours(), LINES).paint(new SheetView(0, 0, dots), across, down, pixels);
        image.setRGB(0, 0, across, down, pixels, 0, across);
        double width = layout.width() * unit;
        double height = layout.height() * unit;
        java.awt.geom.AffineTransform place = java.awt.geom.AffineTransform.getTranslateInstance(box.getX(), box.getY());
        place.scale(width / across, height / down);
        g.drawImage(image, place, null);
        g.setColor(new Color(SheetColours.mix(sheet.colours().around(), sheet.colours().quiet(), 0.5)));
        g.setStroke(new BasicStroke(0.4f));
        g.draw(new Rectangle2D.Double(box.getX() - 0.5, box.getY() - 0.5, width + 1, height + 1));
    }

    private static void legend(Graphics2D g, Legend legend, SheetColours colours, Font usual, double left, double y, double width) {
        double swatchSide = usual.getSize2D();
        double needed = legendWidth(g, legend, usual);
        Font font = needed <= width ? usual : usual.deriveFont((float) (usual.getSize2D() * width / needed));
        g.setFont(font);
        double baseline = y + swatchSide - 1;
        double x = left;
        if (legend.ramp() != null) {
            Legend.Ramp ramp = legend.ramp();
            g.setColor(new Color(colours.quiet()));
            g.drawString(ramp.low(), (float) x, (float) baseline);
            x += width(g, ramp.low(), font) + 3;
            int parts = 40;
            for (int i = 0; i < parts; i++) {
                g.setColor(new Color(at(ramp.colours(), (double) i / (parts - 1))));
                g.fill(new Rectangle2D.Double(x + i * 1.5, y, 1.6, swatchSide));
            }
            x += parts * 1.5 + 3;
            g.setColor(new Color(colours.quiet()));
            g.drawString(ramp.high(), (float) x, (float) baseline);
            x += width(g, ramp.high(), font) + 10;
        }
        for (Legend.Swatch swatch : legend.swatches()) {
            Rectangle2D square = new Rectangle2D.Double(x, y, swatchSide, swatchSide);
            g.setColor(new Color(swatch.colour()));
            g.fill(square);
            g.setColor(new Color(colours.quiet()));
            g.setStroke(new BasicStroke(0.3f));
            g.draw(square);
            g.drawString(swatch.label(), (float) (x + swatchSide + 3), (float) baseline);
            x += swatchSide + 3 + width(g, swatch.label(), font) + 10;
        }
    }

    private static double legendWidth(Graphics2D g, Legend legend, Font font) {
        double all = legend.ramp() == null ? 0 : width(g, legend.ramp().low(), font) + width(g, legend.ramp().high(), font) + 76;
        for (Legend.Swatch swatch : legend.swatches()) {
            all += font.getSize2D() + 13 + width(g, swatch.label(), font);
        }
        return all;
    }

    private static double width(Graphics2D g, String text, Font font) {
        return g.getFontMetrics(font).getStringBounds(text, g).getWidth();
    }

    /** A colour of a ramp. @param share 0 … 1 */
    public static int at(List<Integer> ramp, double share) {
        double place = share * (ramp.size() - 1);
        int from = Math.min(ramp.size() - 1, (int) place);
        return SheetColours.mix(ramp.get(from), ramp.get(Math.min(ramp.size() - 1, from + 1)), place - from);
    }
}
