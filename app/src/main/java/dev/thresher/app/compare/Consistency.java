package dev.thresher.app.compare;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * How much runs agree on which layers keep more than others: Spearman's rank correlation ρ of the layers' remaining ratios for every pair
 * of runs, tied layers at their mean rank; 1 for the same order, −1 for the opposite one.
 *
 * @param mean over the pairs; NaN where there is none
 * @param lowest of the pairs; NaN where there is none
 * @param pairs of runs that were compared
 * @param flat runs left out, because they keep the same of every layer, which gives no order
 */
public record Consistency(double mean, double lowest, int pairs, int flat) {
    /** Fewer layers have no order worth the name. */
    private static final int LEAST_LAYERS = 2;

    /** Of a comparison whose layers match; dense runs are left out. */
    public static Consistency of(Comparison comparison) {
        List<String> layers = comparison.layers();
        return of(comparison.runs().stream().filter(run -> !run.dense())
                .map(run -> layers.stream().mapToDouble(run::remaining).toArray()).toList());
    }

    /** @param runs for each run what every layer keeps, the same layers in the same order */
    static Consistency of(List<double[]> runs) {
        List<double[]> ordered = new ArrayList<>();
        int flat = 0;
        for (double[] run : runs) {
            if (run.length >= LEAST_LAYERS && !hasNaN(run)) {
                if (flat(run)) {
                    flat++;
                } else {
                    ordered.add(run);
                }
            }
        }
        double sum = 0;
        double lowest = Double.NaN;
        int pairs = 0;
        for (int i = 0; i < ordered.size(); i++) {
            for (int j = i + 1; j < ordered.size(); j++) {
                double rho = new SpearmansCorrelation().correlation(ordered.get(i), ordered.get(j));
                sum += rho;
                lowest = pairs == 0 ? rho : Math.min(lowest, rho);
                pairs++;
            }
        }
        return new Consistency(pairs == 0 ? Double.NaN : sum / pairs, lowest, pairs, flat);
    }

    private static boolean hasNaN(double[] values) {
        for (double value : values) {
            if (Double.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean flat(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    /** In a sentence. */
    public String words() {
        String left = flat == 0 ? "" : flat == 1 ? " One run keeps the same of every layer and is left out."
                : " " + flat + " runs keep the same of every layer and are left out.";
        if (pairs == 0) {
            return "The order of the layers can be compared between two or more sparse runs of several layers." + left;
        }
        return String.format(java.util.Locale.ROOT, "Spearman's ρ of the layers' remaining ratios: %.2f, %s.", mean,
                pairs == 1 ? "one pair of runs" : String.format(java.util.Locale.ROOT, "mean of %d pairs of runs, lowest %.2f", pairs, lowest)) + left;
    }
}
