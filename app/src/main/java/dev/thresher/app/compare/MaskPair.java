package dev.thresher.app.compare;

import dev.thresher.app.chart.FigureStyle;
import dev.thresher.app.figure.BoundRun;
import dev.thresher.app.masks.MaskLayer;
import dev.thresher.app.masks.MaskLayers;
import dev.thresher.app.masks.MaskSheet;
import dev.thresher.app.masks.MaskSheetFigure;
import dev.thresher.app.masks.Shading;
import dev.thresher.app.masks.SheetColours;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.mask.PackedMask;
import dev.thresher.engine.run.MaskSnapshot;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/**
 * The masks of one layer in two runs, as last recorded, and what they share.
 *
 * @param a mask in the first run
 * @param b mask in the second run, of the same shape
 */
public record MaskPair(MaskLayer layer, PackedMask a, PackedMask b, int stepA, int stepB, long both) {
    private record Recorded(MaskLayer layer, PackedMask mask, int step) {
    }

    /** @throws UserError where a run has recorded no masks, has no such layer, or it has another shape */
    public static MaskPair read(BoundRun first, BoundRun second, String layer) {
        Recorded a = read(first, layer);
        Recorded b = read(second, layer);
        if (a.mask.rows() != b.mask.rows() || a.mask.columns() != b.mask.columns()) {
            throw new UserError(layer + ": is " + a.mask.rows() + " × " + a.mask.columns() + " in " + first.name() + " and "
                    + b.mask.rows() + " × " + b.mask.columns() + " in " + second.name() + "; choose runs of the same network");
        }
        int[] apart = new int[1];
        a.mask.differences(b.mask, _ -> apart[0]++);
        return new MaskPair(a.layer, a.mask, b.mask, a.step, b.step, (a.mask.kept() + b.mask.kept() - apart[0]) / 2);
    }

    private static Recorded read(BoundRun run, String layer) {
        List<MaskSnapshot.Place> places = MaskSnapshot.in(run.folder());
        if (places.isEmpty()) {
            throw new UserError(run.folder() + ": has recorded no masks yet; they are recorded after each epoch");
        }
        MaskLayer found = MaskLayers.of(run.folder(), run.experiment().data().dataset()).stream().filter(one -> one.name().equals(layer))
                .findFirst().orElseThrow(() -> new UserError(run.folder() + ": has no masks of a layer " + layer + "; choose another"));
        MaskSnapshot last = MaskSnapshot.read(places.getLast().file());
        PackedMask mask = last.masks().get(found.names().weight());
        if (mask == null) {
            throw new UserError(places.getLast().file() + ": holds no mask of " + layer + "; choose another layer");
        }
        return new Recorded(found, mask, last.step());
    }

    /** Weights kept in both, as a share of those kept in either (Jaccard index); NaN where neither keeps any. */
    public double overlap() {
        long either = a.kept() + b.kept() - both;
        return either == 0 ? Double.NaN : (double) both / either;
    }

    /** What the overlap would be if the same numbers of weights had been kept at random. */
    public double overlapByChance() {
        double expected = a.remainingRatio() * b.remainingRatio();
        return expected / (a.remainingRatio() + b.remainingRatio() - expected);
    }

    /** The overlap in a sentence. */
    public String words() {
        return Double.isNaN(overlap()) ? "Neither run keeps a weight of this layer."
                : String.format(Locale.ROOT, "Kept in both: %.1f %% of the weights that either keeps; by chance it would be %.1f %%.",
                        100 * overlap(), 100 * overlapByChance());
    }

    /** Both masks and their difference. @param labelA what the first run is called; @param labelB the second */
    public List<MaskSheet> sheets(String labelA, String labelB, boolean dark) {
        SheetColours colours = SheetColours.of(dark);
        return List.of(new MaskSheet(labelA, caption(a, stepA), layer.layout(), Shading.mask(a, colours), colours),
                new MaskSheet(labelB, caption(b, stepB), layer.layout(), Shading.mask(b, colours), colours),
                new MaskSheet("Difference in " + layer.name(), layer.size(), layer.layout(),
                        Shading.change(a, b, "only in the first", "only in the second", "in both", colours), colours));
    }

    private static String caption(PackedMask mask, int step) {
        return String.format(Locale.ROOT, "%.2f %% remaining, step %,d", 100 * mask.remainingRatio(), step);
    }

    /**
     * Draws sheets side by side.
     *
     * @param width in points; @param height in points; @param scale pixels a point
     * @return pixels row by row, {@code 0xFFRRGGBB}, ⌈width · scale⌉ in a row
     */
    public static int[] picture(List<MaskSheet> sheets, double width, double height, double scale) {
        int across = (int) Math.ceil(width * scale);
        int down = (int) Math.ceil(height * scale);
        BufferedImage image = new BufferedImage(across, down, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = image.createGraphics();
        try {
            g.scale(scale, scale);
            MaskSheetFigure.draw(g, sheets, FigureStyle.USUAL.withFont(FigureStyle.USUAL.font(), 12), width, height, scale);
        } finally {
            g.dispose();
        }
        return image.getRGB(0, 0, across, down, null, 0, across);
    }
}
