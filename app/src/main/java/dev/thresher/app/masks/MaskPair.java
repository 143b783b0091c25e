package dev.thresher.app.masks;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.mask.LayerWeights;
import dev.thresher.engine.mask.PackedMask;
import java.util.List;
import java.util.Locale;

/**
 * The masks of one layer in two runs, and what they share.
 *
 * @param a in the first run
 * @param b in the second run, of the same shape
 * @param both weights that are kept in both
 * @param moments steps that either run has recorded masks of, ascending
 */
public record MaskPair(MaskLayer layer, Side a, Side b, long both, List<Integer> moments) {
    /**
     * One of the two.
     *
     * @param run its name
     * @param step that the mask is of
     * @param weights W and t of the nearest step that they are kept of; null where they are of none
     */
    public record Side(String run, PackedMask mask, int step, LayerWeights weights) {
        /** {@code W = 0.02311   t = 0.01920   Q = 0.00391   M = 1, kept}, with the step of W and t where it is another. */
        public String values(int entry) {
            return WeightTexts.values(weights, entry, mask.keeps(entry / mask.columns(), entry % mask.columns()), step);
        }

        String caption() {
            return String.format(Locale.ROOT, "%.2f\u2009%% remain, step %,d", 100 * mask.remainingRatio(), step);
        }
    }

    public MaskPair {
        moments = List.copyOf(moments);
    }

    /** @throws UserError where the masks have different shapes */
    static MaskPair of(MaskLayer layer, Side a, Side b, List<Integer> moments) {
        if (a.mask.rows() != b.mask.rows() || a.mask.columns() != b.mask.columns()) {
            throw new UserError(layer.name() + ": is " + a.mask.rows() + " × " + a.mask.columns() + " in " + a.run + " and "
                    + b.mask.rows() + " × " + b.mask.columns() + " in " + b.run + "; choose runs of the same network");
        }
        int[] apart = new int[1];
        a.mask.differences(b.mask, _ -> apart[0]++);
        return new MaskPair(layer, a, b, (a.mask.kept() + b.mask.kept() - apart[0]) / 2, moments);
    }

    /** Weights kept in both, as a share of those kept in either (Jaccard index); NaN where neither keeps any. */
    public double overlap() {
        long either = a.mask.kept() + b.mask.kept() - both;
        return either == 0 ? Double.NaN : (double) both / either;
    }

    /** What the overlap would be if the same numbers of weights had been kept at random. */
    public double overlapByChance() {
        double expected = a.mask.remainingRatio() * b.mask.remainingRatio();
        return expected / (a.mask.remainingRatio() + b.mask.remainingRatio() - expected);
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
        return List.of(new MaskSheet(labelA, a.caption(), layer.layout(), Shading.mask(a.mask, colours), colours),
                new MaskSheet(labelB, b.caption(), layer.layout(), Shading.mask(b.mask, colours), colours),
                new MaskSheet("Difference in " + layer.name(), layer.size(), layer.layout(),
                        Shading.change(a.mask, b.mask, "only in the first", "only in the second", "in both", colours), colours));
    }

    /** A weight in both runs: in the first, in the second, in neither or in both. */
    public String verdict(int entry) {
        boolean inA = a.mask.keeps(entry / a.mask.columns(), entry % a.mask.columns());
        boolean inB = b.mask.keeps(entry / b.mask.columns(), entry % b.mask.columns());
        return inA ? inB ? "kept in both" : "kept only in the first" : inB ? "kept only in the second" : "pruned in both";
    }
}
