package dev.thresher.app.masks;

import java.util.ArrayList;
import java.util.List;

/**
 * A sheet at a half, a quarter, an eighth … of its size: for where a pixel covers many weights. Each place knows the mean colour of what
 * is drawn there, which share of its weights that is, and which share of it is weights at all. Levels are made when they are first
 * asked for; by one thread.
 */
final class Pyramid {
    /** @param argb mean colour of what is drawn, its alpha the share of the weights that are; @param coverage share of weights, 0 … 255 */
    record Level(int width, int height, int[] argb, byte[] coverage) {
    }

    private final SheetLayout layout;
    private final Shade shade;
    private final List<Level> levels = new ArrayList<>();

    Pyramid(SheetLayout layout, Shade shade) {
        this.layout = layout;
        this.shade = shade;
    }

    /** Level {@code n}: {@code 2ⁿ × 2ⁿ} units a place; from 1. */
    Level level(int n) {
        while (levels.size() < n) {
            levels.add(levels.isEmpty() ? first() : half(levels.getLast()));
        }
        return levels.get(n - 1);
    }

    /** Adds up places, and gives their mean. */
    static final class Sum {
        private long red;
        private long green;
        private long blue;
        private long drawn;   // of 255 · 255 a place
        private long weights; // of 255 a place
        private int places;

        void clear() {
            red = 0;
            green = 0;
            blue = 0;
            drawn = 0;
            weights = 0;
            places = 0;
        }

        void add(int argb, int coverage) {
            long share = (long) (argb >>> 24) * coverage;
            red += share * (argb >> 16 & 0xFF);
            green += share * (argb >> 8 & 0xFF);
            blue += share * (argb & 0xFF);
            drawn += share;
            weights += coverage;
            places++;
        }

        /** Never quite nothing where there is something. */
        int argb() {
            if (drawn == 0) {
                return 0;
            }
            int alpha = (int) Math.max(1, (drawn + weights / 2) / weights);
            return alpha << 24 | (int) (red / drawn) << 16 | (int) (green / drawn) << 8 | (int) (blue / drawn);
        }

        int coverage() {
            return places == 0 ? 0 : (int) ((weights + places / 2) / places);
        }
    }

    private Level first() {
        int width = (layout.width() + 1) / 2;
        int height = (layout.height() + 1) / 2;
        int[] argb = new int[width * height];
        byte[] coverage = new byte[width * height];
        Sum sum = new Sum();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                sum.clear();
                for (int part = 0; part < 4; part++) {
                    addUnit(sum, layout, shade, 2 * x + (part & 1), 2 * y + (part >> 1));
                }
                argb[y * width + x] = sum.argb();
                coverage[y * width + x] = (byte) sum.coverage();
            }
        }
        return new Level(width, height, argb, coverage);
    }

    /** Adds one unit of the sheet itself; nothing outside it. */
    static void addUnit(Sum sum, SheetLayout layout, Shade shade, int x, int y) {
        if (x < layout.width() && y < layout.height()) {
            int entry = layout.entry(x, y);
            sum.add(entry < 0 ? 0 : shade.of(entry), entry < 0 ? 0 : 255);
        }
    }

    private static Level half(Level from) {
        int width = (from.width() + 1) / 2;
        int height = (from.height() + 1) / 2;
        int[] argb = new int[width * height];
        byte[] coverage = new byte[width * height];
        Sum sum = new Sum();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                sum.clear();
                for (int part = 0; part < 4; part++) {
                    int px = 2 * x + (part & 1);
                    int py = 2 * y + (part >> 1);
                    if (px < from.width() && py < from.height()) {
                        int at = py * from.width() + px;
                        sum.add(from.argb()[at], from.coverage()[at] & 0xFF);
                    }
                }
                argb[y * width + x] = sum.argb();
                coverage[y * width + x] = (byte) sum.coverage();
            }
        }
        return new Level(width, height, argb, coverage);
    }
}
