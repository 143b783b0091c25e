package dev.thresher.app.masks;

import dev.thresher.engine.mask.LayerWeights;
import java.util.Locale;

/** Values of one weight as people read them. */
public final class WeightTexts {
    private static final String GAP = "   ";

    private WeightTexts() {
    }

    /**
     * {@code W = −0.04730   t = 0.08632   Q = −0.03902   M = 0, pruned}.
     *
     * @param weights null where W and t are not known: then M alone
     * @param kept M
     * @param step that M is of; where W and t are of another, that is said
     */
    public static String values(LayerWeights weights, int entry, boolean kept, int step) {
        String mask = "M = " + (kept ? "1, kept" : "0, pruned");
        if (weights == null) {
            return mask;
        }
        String t = weights.thresholds() == null ? "no threshold" : "t = " + number(weights.threshold(entry)) + GAP + "Q = " + number(weights.margin(entry));
        String of = weights.step() == step ? "" : GAP + String.format(Locale.ROOT, "(W, t, Q at step %,d)", weights.step());
        return "W = " + number(weights.weights()[entry]) + GAP + t + GAP + mask + of;
    }

    private static String number(float value) {
        return String.format(Locale.ROOT, "%.5f", value).replace('-', '−');
    }
}
