package dev.thresher.app.masks;

import dev.thresher.app.chart.ChartExport;
import dev.thresher.app.chart.FigureStyle;
import dev.thresher.app.chart.Format;
import dev.thresher.app.chart.Size;
import dev.thresher.app.chart.Typeface;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;

/** Draws mask sheets with caption and scale onto paper or screen, through Java2D: text stays text. */
public final class MaskSheetFigure {
    private static final double MARGIN = 4;
    /** Above and below a picture. */
    private static final double GAP = 3;
    /** Dots a weight from which on weights are parted by lines: fewer would be all lines in print. */
    private static final double LINES = 24;
    private static final int MOST_PIXELS = 24_000_000;

    private MaskSheetFigure() {
    }

    /**
     * Writes sheets side by side, each with its caption and scale, or the numbers that they are drawn from; one sheet is the usual case.
     *
     * @param dpi of a PNG; in the vector formats the weights are a picture of 300 dots an inch at least
     * @throws dev.thresher.datasets.UserError in one line, where the file cannot be written
     */
    public static void write(List<MaskSheet> sheets, FigureStyle style, Size size, int dpi, Path file, Format format) {
        if (format == Format.CSV) {
            ChartExport.replace(file, SheetCsv.bytes(sheets));
            return;
        }
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
        Font small = Typeface.named(style.font()).at(style.fontSize() - 2);
        List<DrawnLegend> legends = sheets.stream().map(one -> new DrawnLegend(g, one.shading().legend(), one.colours(), small, each - 2 * MARGIN)).toList();
        // The same room for all, so that the same layer is drawn as large in each.
        double below = legends.stream().mapToDouble(DrawnLegend::height).max().orElse(0) + 2 * GAP;
        double top = MARGIN;
        for (int i = 0; i < sheets.size() && style.titled(); i++) {
            top = Math.max(top, caption(g, sheets.get(i), style, i * each + MARGIN, each - 2 * MARGIN));
        }
        for (int i = 0; i < sheets.size(); i++) {
            Rectangle2D room = new Rectangle2D.Double(i * each + MARGIN, top + GAP, each - 2 * MARGIN, height - MARGIN - below - top - GAP);
            legends.get(i).draw(room.getX(), picture(g, sheets.get(i), room, scale) + GAP + 1);
        }
    }

    /** The two lines above; gives back where they end. */
    private static double caption(Graphics2D g, MaskSheet sheet, FigureStyle style, double left, double width) {
        Typeface typeface = Typeface.named(style.font());
        double y = text(g, sheet.title(), typeface.at(style.fontSize()), sheet.colours().text(), left, width, MARGIN);
        return sheet.caption().isEmpty() ? y : text(g, sheet.caption(), typeface.at(style.fontSize() - 2), sheet.colours().quiet(), left, width, y);
    }

    /** A line, as large as it may be without being cut off; gives back where the next begins. */
    private static double text(Graphics2D g, String text, Font font, int colour, double left, double width, double y) {
        double wide = g.getFontMetrics(font).getStringBounds(text, g).getWidth();
        Font fitting = wide <= width ? font : font.deriveFont((float) (font.getSize2D() * width / wide));
        g.setFont(fitting);
        g.setColor(new Color(colour));
        g.drawString(text, (float) left, (float) (y + fitting.getSize2D() * 0.93)); // where the base line is
        return y + fitting.getSize2D() * 1.25;
    }

    /** As large as there is room; gives back where it ends. */
    private static double picture(Graphics2D g, MaskSheet sheet, Rectangle2D box, double scale) {
        SheetLayout layout = sheet.layout();
        if (box.getWidth() < 1 || box.getHeight() < 1) {
            return box.getY();
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
        AffineTransform place = AffineTransform.getTranslateInstance(box.getX(), box.getY());
        place.scale(width / across, height / down);
        g.drawImage(image, place, null);
        g.setColor(new Color(SheetColours.mix(sheet.colours().around(), sheet.colours().quiet(), 0.5)));
        g.setStroke(new BasicStroke(0.4f));
        g.draw(new Rectangle2D.Double(box.getX() - 0.5, box.getY() - 0.5, width + 1, height + 1));
        return box.getY() + height;
    }

    /** A colour of a ramp. @param share 0 … 1 */
    public static int at(List<Integer> ramp, double share) {
        double place = share * (ramp.size() - 1);
        int from = Math.min(ramp.size() - 1, (int) place);
        return SheetColours.mix(ramp.get(from), ramp.get(Math.min(ramp.size() - 1, from + 1)), place - from);
    }
}
