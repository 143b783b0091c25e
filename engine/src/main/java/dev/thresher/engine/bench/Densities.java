package dev.thresher.engine.bench;

import dev.thresher.engine.mask.DynamicSparseTraining;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.model.Network;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sets the masks of a network to a density by its thresholds, one a row: each row keeps its greatest weights. */
final class Densities {
    private final List<MaskedWeight> weights;
    private final Map<Double, List<float[]>> thresholds = new LinkedHashMap<>(); // of each weight, by density

    /** @param network with a threshold a row and at learning rate 0, so that what is set once stays right */
    Densities(Network network, List<Double> densities) {
        weights = network.maskedWeights();
        densities.forEach(density -> thresholds.put(density, new java.util.ArrayList<>()));
        for (MaskedWeight weight : weights) {
            float[][] rows = sortedRows(weight);
            thresholds.forEach((density, all) -> all.add(thresholds(rows, kept(density, weight.columns()))));
        }
    }

    /** Sets it. The next refresh makes the masks. */
    void set(double density) {
        List<float[]> all = thresholds.get(density);
        for (int i = 0; i < weights.size(); i++) {
            weights.get(i).backend().upload(weights.get(i).threshold().value(), all.get(i));
        }
    }

    /** How many of a row's entries stay: at least one, and more than those at which the reset rule would bring all back. */
    static int kept(double density, int columns) {
        int most = DynamicSparseTraining.RESET_PERCENT * columns / 100 + 1;
        return Math.min(columns, Math.max(most, (int) Math.round(density * columns)));
    }

    private static float[][] sortedRows(MaskedWeight weight) {
        float[] w = weight.backend().download(weight.weight().value());
        float[][] rows = new float[weight.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(w, i * weight.columns(), (i + 1) * weight.columns());
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = Math.abs(rows[i][j]);
            }
            Arrays.sort(rows[i]);
        }
        return rows;
    }

    private static float[] thresholds(float[][] sortedRows, int kept) {
        float[] t = new float[sortedRows.length];
        for (int i = 0; i < t.length; i++) {
            int masked = sortedRows[i].length - kept;
            t[i] = masked == 0 ? 0 : sortedRows[i][masked - 1];
        }
        return t;
    }
}
