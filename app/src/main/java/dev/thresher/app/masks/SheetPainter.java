package dev.thresher.app.masks;

import java.util.Arrays;

/**
 * Draws the part of a sheet that is seen into pixels. Where a unit has a pixel or more, each weight is drawn as it is; below that each
 * pixel shows the mean colour of its weights, as strong as the share of them that is drawn: for a mask the kept fraction. Strength is its
 * square root, so that two weights of a hundred are still seen. Used by one thread.
 */
public final class SheetPainter {
    /** From how many pixels a weight on weights are parted by lines, on a screen. */
    private static final double LINES = 10;
    private static final int[] STRENGTH = new int[256]; // of 256

    static {
        for (int i = 0; i < STRENGTH.length; i++) {
            STRENGTH[i] = (int) Math.round(256 * Math.sqrt(i / 255.0));
        }
    }

    private final SheetLayout layout;
    private final Shade shade;
    private final SheetColours colours;
    private final double linesFrom;
    private final Pyramid pyramid;
    private final Pyramid.Sum sum = new Pyramid.Sum();

    public SheetPainter(SheetLayout layout, Shade shade, SheetColours colours) {
        this(layout, shade, colours, LINES);
    }

    /** @param linesFrom from how many pixels a weight on weights are parted by lines */
    SheetPainter(SheetLayout layout, Shade shade, SheetColours colours, double linesFrom) {
        this.linesFrom = linesFrom;
        this.layout = layout;
        this.shade = shade;
        this.colours = colours;
        pyramid = new Pyramid(layout, shade);
    }

    public SheetLayout layout() {
        return layout;
    }

    /** @param pixels {@code width · height}, row by row, made {@code 0xFFRRGGBB}; @param width in pixels */
    public void paint(SheetView view, int width, int height, int[] pixels) {
        if (view.scale() >= 1) {
            paintWeights(view, width, height, pixels);
        } else {
            paintShares(view, width, height, pixels);
        }
    }

    private void paintWeights(SheetView view, int width, int height, int[] pixels) {
        int[] unit = new int[width];
        boolean[] edge = new boolean[width];
        boolean lines = view.scale() * Math.min(layout.unitWidth(), layout.unitHeight()) >= linesFrom;
        for (int px = 0; px < width; px++) {
            unit[px] = (int) Math.floor(view.left() + (px + 0.5) / view.scale());
            edge[px] = lines && px > 0 && unit[px] != unit[px - 1] && Math.floorMod(unit[px], layout.unitWidth()) == 0;
        }
        int before = Integer.MIN_VALUE;
        boolean plain = false; // whether the line before is one to copy
        for (int py = 0; py < height; py++) {
            int y = (int) Math.floor(view.top() + (py + 0.5) / view.scale());
            int at = py * width;
            boolean line = lines && y != before && py > 0 && starts(y);
            if (y == before && plain) {
                System.arraycopy(pixels, at - width, pixels, at, width);
                continue;
            }
            paintLine(unit, edge, y, line, pixels, at);
            plain = !line;
            before = y;
        }
    }

    /** Whether a weight begins in this line of units. */
    private boolean starts(int y) {
        return y >= 0 && y < layout.height() && (layout.unitHeight() == 1 || y % layout.unitHeight() == 0);
    }

    private void paintLine(int[] unit, boolean[] edge, int y, boolean line, int[] pixels, int at) {
        int last = Integer.MIN_VALUE;
        int colour = colours.around();
        for (int px = 0; px < unit.length; px++) {
            if (unit[px] != last) {
                last = unit[px];
                int entry = layout.entry(last, y);
                int argb = entry < 0 ? 0 : shade.of(entry);
                colour = entry < 0 ? colours.around() : argb == Shade.NONE ? colours.ground() : argb;
            }
            pixels[at + px] = line || edge[px] ? SheetColours.mix256(colour, colours.around(), 150) : colour;
        }
    }

    private void paintShares(SheetView view, int width, int height, int[] pixels) {
        int level = (int) Math.floor(-Math.log(view.scale()) / Math.log(2) + 1e-9);
        Pyramid.Level from = level == 0 ? null : pyramid.level(level);
        double place = 1 << level; // units
        int acrossSheet = from == null ? layout.width() : from.width();
        int downSheet = from == null ? layout.height() : from.height();
        int[] x = places(view.left(), view.scale(), place, width, acrossSheet);
        int[] y = places(view.top(), view.scale(), place, height, downSheet);
        for (int py = 0; py < height; py++) {
            if (y[2 * py + 1] <= y[2 * py]) {
                Arrays.fill(pixels, py * width, (py + 1) * width, colours.around());
                continue;
            }
            for (int px = 0; px < width; px++) {
                sum.clear();
                for (int sy = y[2 * py]; sy < y[2 * py + 1]; sy++) {
                    for (int sx = x[2 * px]; sx < x[2 * px + 1]; sx++) {
                        if (from == null) {
                            Pyramid.addUnit(sum, layout, shade, sx, sy);
                        } else {
                            int at = sy * acrossSheet + sx;
                            sum.add(from.argb()[at], from.coverage()[at] & 0xFF);
                        }
                    }
                }
                pixels[py * width + px] = share();
            }
        }
    }

    private int share() {
        int argb = sum.argb();
        int cell = SheetColours.mix256(colours.ground(), 0xFF000000 | argb, STRENGTH[argb >>> 24]);
        int coverage = sum.coverage();
        return SheetColours.mix256(colours.around(), cell, coverage + (coverage >> 7));
    }

    /** First and one behind the last place of each pixel; none where it lies outside. */
    private static int[] places(double from, double scale, double place, int pixels, int length) {
        int[] bounds = new int[2 * pixels];
        for (int p = 0; p < pixels; p++) {
            int low = (int) Math.round((from + p / scale) / place);
            int high = Math.max(low + 1, (int) Math.round((from + (p + 1) / scale) / place));
            bounds[2 * p] = Math.clamp(low, 0, length);
            bounds[2 * p + 1] = low < 0 ? Math.min(bounds[2 * p], length) : Math.clamp(high, 0, length);
        }
        return bounds;
    }
}
