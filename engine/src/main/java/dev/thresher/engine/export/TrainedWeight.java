package dev.thresher.engine.export;

import dev.thresher.engine.mask.DynamicSparseTraining;

/** A trained weight W, {@code c_o × z}, and what its thresholds leave of it in an evaluation: P = W ⊙ S(|W| − t). */
public final class TrainedWeight {
    private final String name;
    private final int[] shape;
    private final float[] values;     // W
    private final float[] thresholds; // t as the evaluation has it: 1, c_o or c_o · z entries; null where nothing is masked
    private final boolean maskable;
    private final long kept;

    private TrainedWeight(String name, int[] shape, float[] values, float[] thresholds, boolean maskable, boolean resets) {
        this.name = name;
        this.shape = shape.clone();
        this.values = values;
        this.maskable = maskable;
        long remaining = thresholds == null ? values.length : count(thresholds);
        // in whole numbers, as the training does it, so that no rounding decides
        boolean reset = thresholds != null && resets && remaining * 100 <= (long) values.length * DynamicSparseTraining.RESET_PERCENT;
        this.thresholds = reset ? new float[1] : thresholds;
        kept = reset ? count(this.thresholds) : remaining;
    }

    /** One that no threshold masks. @param maskable false for one that stays dense whatever the method */
    static TrainedWeight dense(String name, int[] shape, float[] values, boolean maskable) {
        return new TrainedWeight(name, shape, values, null, maskable, false);
    }

    /**
     * One that its thresholds mask.
     *
     * @param thresholds 1, c_o or c_o · z entries
     * @param resets whether the reset rule applies: where at most 1 % would remain, t counts as 0
     */
    static TrainedWeight masked(String name, int[] shape, float[] values, float[] thresholds, boolean resets) {
        return new TrainedWeight(name, shape, values, thresholds, true, resets);
    }

    /** As it is saved: {@code fc1.weight}. */
    public String name() {
        return name;
    }

    /** As it is saved, in PyTorch's order. */
    public int[] shape() {
        return shape.clone();
    }

    /** c_o: neurons or filters. */
    public int rows() {
        return shape[0];
    }

    /** z: entries of a neuron or filter. */
    public int columns() {
        return values.length / shape[0];
    }

    /** Whether masking it is up to the method; also true in a dense run. One that is not counts in no remaining ratio. */
    public boolean maskable() {
        return maskable;
    }

    /** Entries that remain. */
    public long kept() {
        return kept;
    }

    public int size() {
        return values.length;
    }

    /** W, row by row; not a copy. */
    float[] values() {
        return values;
    }

    /** P, row by row. */
    public float[] product() {
        float[] p = values.clone();
        if (thresholds != null) {
            for (int at = 0; at < p.length; at++) {
                if (!keeps(at)) {
                    p[at] = 0f;
                }
            }
        }
        return p;
    }

    /** M at an entry. What is not a number is kept, as in training. */
    boolean keeps(int at) {
        return thresholds == null || keeps(thresholds, at);
    }

    private boolean keeps(float[] t, int at) {
        int ofT = t.length == values.length ? at : t.length > 1 ? at / columns() : 0;
        return !(Math.abs(values[at]) - t[ofT] <= 0);
    }

    private long count(float[] t) {
        long count = 0;
        for (int at = 0; at < values.length; at++) {
            count += keeps(t, at) ? 1 : 0;
        }
        return count;
    }
}
