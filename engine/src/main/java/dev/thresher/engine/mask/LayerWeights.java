package dev.thresher.engine.mask;

/**
 * W and t of one masked weight at one step. The arrays are not copied, and belong to whoever made them.
 *
 * @param step steps done when they were so
 * @param rows c_o: neurons or filters
 * @param columns z: entries of a neuron or filter
 * @param weights W, row by row
 * @param thresholds 1, c_o or c_o · z entries; null where the method trains none
 */
public record LayerWeights(int step, int rows, int columns, float[] weights, float[] thresholds) {
    public LayerWeights {
        int size = Math.multiplyExact(rows, columns);
        boolean fits = weights.length == size
                && (thresholds == null || thresholds.length == 1 || thresholds.length == rows || thresholds.length == size);
        if (!fits) {
            throw new IllegalArgumentException(weights.length + " weights and "
                    + (thresholds == null ? "no" : Integer.toString(thresholds.length)) + " thresholds for " + rows + " × " + columns);
        }
    }

    /** W and t of a weight as they are now. Touches the network: on the thread that trains it. */
    public static LayerWeights of(MaskedWeight weight, int step) {
        return new LayerWeights(step, weight.rows(), weight.columns(), weight.backend().download(weight.weight().value()),
                weight.threshold() == null ? null : weight.backend().download(weight.threshold().value()));
    }

    /** t that decides on an entry {@code row · columns + column}; 0 where the method trains none. */
    public float threshold(int entry) {
        if (thresholds == null) {
            return 0;
        }
        return thresholds[thresholds.length == weights.length ? entry : thresholds.length > 1 ? entry / columns : 0];
    }

    /** Q = |W| − t of an entry. */
    public float margin(int entry) {
        return Math.abs(weights[entry]) - threshold(entry);
    }

    /** M = S(Q) of an entry, without the reset rule; all remains where the method trains no thresholds. What is not a number is kept. */
    public boolean keeps(int entry) {
        return thresholds == null || !(margin(entry) <= 0);
    }

    /** M of all entries. */
    public PackedMask mask() {
        boolean[] mask = new boolean[weights.length];
        for (int at = 0; at < mask.length; at++) {
            mask[at] = keeps(at);
        }
        return PackedMask.of(rows, columns, mask);
    }
}
