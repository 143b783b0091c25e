package dev.thresher.app.masks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** What the colours of a sheet mean, drawn in as many lines as it takes. */
final class DrawnLegend {
    private static final double APART = 10; // parts of a line
    private static final double NEAR = 3;   // a colour and its word, a line and the next
    private static final int STRIPES = 40;  // of a scale
    private static final double STRIPE = 1.5;

    /** A scale with its ends, or a colour with its word; one of the two is null. */
    private record Part(Legend.Ramp ramp, Legend.Swatch swatch, double width) {
    }

    private final Graphics2D g;
    private final SheetColours colours;
    private final Font font;
    private final List<List<Part>> lines = new ArrayList<>();

    /** @param usual made smaller only where a single part is wider than {@code width} */
    DrawnLegend(Graphics2D g, Legend legend, SheetColours colours, Font usual, double width) {
        this.g = g;
        this.colours = colours;
        double widest = parts(legend, usual).stream().mapToDouble(Part::width).max().orElse(0);
        font = widest <= width ? usual : usual.deriveFont((float) (usual.getSize2D() * width / widest));
        double used = 0;
        for (Part part : parts(legend, font)) {
            if (lines.isEmpty() || used + part.width > width + 0.01) {
                lines.add(new ArrayList<>());
                used = 0;
            }
            lines.getLast().add(part);
            used += part.width + APART;
        }
    }

    private List<Part> parts(Legend legend, Font in) {
        List<Part> parts = new ArrayList<>();
        if (legend.ramp() != null) {
            parts.add(new Part(legend.ramp(), null, width(legend.ramp().low(), in) + width(legend.ramp().high(), in) + STRIPES * STRIPE + 2 * NEAR));
        }
        legend.swatches().forEach(swatch -> parts.add(new Part(null, swatch, in.getSize2D() + NEAR + width(swatch.label(), in))));
        return parts;
    }

    private double width(String text, Font in) {
        return g.getFontMetrics(in).getStringBounds(text, g).getWidth();
    }

    /** Of all lines. */
    double height() {
        return lines.size() * (font.getSize2D() + NEAR) - NEAR;
    }

    /** @param top of the first line */
    void draw(double left, double top) {
        g.setFont(font);
        double y = top;
        for (List<Part> line : lines) {
            double x = left;
            for (Part part : line) {
                if (part.ramp != null) {
                    ramp(part.ramp, x, y);
                } else {
                    swatch(part.swatch, x, y);
                }
                x += part.width + APART;
            }
            y += font.getSize2D() + NEAR;
        }
    }

    private void ramp(Legend.Ramp ramp, double left, double y) {
        double side = font.getSize2D();
        double x = left;
        text(ramp.low(), x, y);
        x += width(ramp.low(), font) + NEAR;
        for (int i = 0; i < STRIPES; i++) {
            g.setColor(new Color(MaskSheetFigure.at(ramp.colours(), (double) i / (STRIPES - 1))));
            g.fill(new Rectangle2D.Double(x + i * STRIPE, y, STRIPE + 0.1, side));
        }
        text(ramp.high(), x + STRIPES * STRIPE + NEAR, y);
    }

    private void swatch(Legend.Swatch swatch, double x, double y) {
        double side = font.getSize2D();
        Rectangle2D square = new Rectangle2D.Double(x, y, side, side);
        g.setColor(new Color(swatch.colour()));
        g.fill(square);
        g.setColor(new Color(colours.quiet()));
        g.setStroke(new BasicStroke(0.3f));
        g.draw(square);
        text(swatch.label(), x + side + NEAR, y);
    }

    private void text(String text, double x, double y) {
        g.setColor(new Color(colours.quiet()));
        g.drawString(text, (float) x, (float) (y + font.getSize2D() - 1));
    }
}
