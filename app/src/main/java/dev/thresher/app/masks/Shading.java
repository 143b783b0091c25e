package dev.thresher.app.masks;

import dev.thresher.engine.mask.LayerWeights;
import dev.thresher.engine.mask.PackedMask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A shade with what its colours mean.
 *
 * @param values what each colour was chosen by, without the bounds of the scale
 */
public record Shading(Shade shade, Legend legend, Values values) {
    /** A weight as a table has it: a number or a word. */
    @FunctionalInterface
    public interface Values {
        /** Empty where the ground shows. @param entry {@code row · columns + column} */
        String of(int entry);
    }

    private static final int RAMP = 21; // odd, so that a diverging scale has its middle

    /** Kept weights in one colour. */
    public static Shading mask(PackedMask mask, SheetColours colours) {
        int columns = mask.columns();
        Shade shade = entry -> mask.keeps(entry / columns, entry % columns) ? colours.kept() : Shade.NONE;
        return new Shading(shade, new Legend(List.of(new Legend.Swatch(colours.kept(), "kept"), new Legend.Swatch(colours.ground(), "pruned")),
                null), entry -> mask.keeps(entry / columns, entry % columns) ? "1" : "0");
    }

    /** Kept weights by their values. */
    public static Shading weight(PackedMask mask, LayerWeights weights, SheetColours colours) {
        int columns = mask.columns();
        double bound = bound(weights, mask);
        float[] w = weights.weights();
        Shade shade = entry -> mask.keeps(entry / columns, entry % columns) ? colours.diverging(w[entry] / bound) : Shade.NONE;
        return new Shading(shade, new Legend(List.of(new Legend.Swatch(colours.ground(), "pruned")),
                diverging(colours, "W ≤ −" + number(bound), "≥ " + number(bound))),
                entry -> mask.keeps(entry / columns, entry % columns) ? Float.toString(w[entry]) : "");
    }

    /** Every weight by Q = |W| − t. */
    public static Shading margin(LayerWeights weights, SheetColours colours) {
        float[] sample = sample(weights.weights().length, weights::margin);
        double bound = quantile(sample);
        Shade shade = entry -> colours.diverging(weights.margin(entry) / bound);
        return new Shading(shade, new Legend(List.of(), diverging(colours, "Q ≤ −" + number(bound), "≥ " + number(bound))),
                entry -> Float.toString(weights.margin(entry)));
    }

    /**
     * Every weight whose mask has changed, by how long ago.
     *
     * @param changed step of the last recorded change of each weight; −1 for none
     * @param now step that is looked at
     * @param first step of the first record
     */
    public static Shading age(int[] changed, int now, int first, SheetColours colours) {
        double span = Math.max(1, now - first);
        Shade shade = entry -> changed[entry] < 0 ? Shade.NONE
                : SheetColours.mix(colours.recent(), colours.old(), (now - changed[entry]) / span);
        return new Shading(shade, new Legend(List.of(new Legend.Swatch(colours.ground(), "no change recorded")),
                new Legend.Ramp(List.of(colours.recent(), colours.old()), "just now", count((long) span) + " steps ago")),
                entry -> changed[entry] < 0 ? "" : Integer.toString(now - changed[entry]));
    }

    /** What was pruned, recovered, and kept both times. @throws IllegalArgumentException where the shapes differ */
    public static Shading change(PackedMask before, PackedMask after, String pruned, String recovered, String both, SheetColours colours) {
        int[] counts = new int[2];
        int columns = before.columns();
        before.differences(after, entry -> counts[after.keeps(entry / columns, entry % columns) ? 1 : 0]++);
        Shade shade = entry -> {
            boolean then = before.keeps(entry / columns, entry % columns);
            boolean now = after.keeps(entry / columns, entry % columns);
            return then ? now ? colours.same() : colours.positive() : now ? colours.negative() : Shade.NONE;
        };
        return new Shading(shade, new Legend(List.of(new Legend.Swatch(colours.positive(), count(counts[0]) + " " + pruned),
                new Legend.Swatch(colours.negative(), count(counts[1]) + " " + recovered),
                new Legend.Swatch(colours.same(), count(before.kept() - counts[0]) + " " + both)), null), entry -> {
                    boolean then = before.keeps(entry / columns, entry % columns);
                    boolean now = after.keeps(entry / columns, entry % columns);
                    return then ? now ? both : pruned : now ? recovered : "";
                });
    }

    private static Legend.Ramp diverging(SheetColours colours, String low, String high) {
        List<Integer> ramp = new ArrayList<>();
        for (int i = 0; i < RAMP; i++) {
            ramp.add(colours.diverging(2.0 * i / (RAMP - 1) - 1));
        }
        return new Legend.Ramp(ramp, low, high);
    }

    private static double bound(LayerWeights weights, PackedMask mask) {
        float[] w = weights.weights();
        return quantile(sample(w.length, entry -> mask.keeps(entry / mask.columns(), entry % mask.columns()) ? Math.abs(w[entry]) : 0));
    }

    private interface Value {
        float of(int entry);
    }

    /** Sizes that are not zero, of at most some thousands of entries: enough to set a scale by. */
    private static float[] sample(int size, Value value) {
        int stride = Math.max(1, size / 200_000);
        float[] sample = new float[(size + stride - 1) / stride];
        int n = 0;
        for (int entry = 0; entry < size; entry += stride) {
            float v = Math.abs(value.of(entry));
            if (v > 0 && Float.isFinite(v)) {
                sample[n++] = v;
            }
        }
        return Arrays.copyOf(sample, n);
    }

    /** What 99 % of them do not exceed: one large weight shall not make all others pale. */
    private static double quantile(float[] sizes) {
        Arrays.sort(sizes);
        return sizes.length == 0 ? 1 : sizes[Math.min(sizes.length - 1, (int) (0.99 * sizes.length))];
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
