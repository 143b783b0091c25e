package dev.thresher.datasets;

import java.util.Arrays;

/**
 * Room for one batch, batch innermost: value f of example n lies at {@code features[f * stride + n]}. Columns from
 * {@link #count} up to {@code stride} are padding and hold zero. Allocated once, filled again for every step.
 */
public final class Batch {
    /** The batch dimension is padded to a multiple of this many floats: one AVX-512 vector, two of AVX2. */
    public static final int LANES = 16;

    private final float[] features; // [C·H·W, stride]
    private final int[] labels;     // [stride]
    private final int capacity;
    private int stride;
    private int count;

    public Batch(int featureCount, int capacity) {
        this.capacity = capacity;
        this.features = new float[Math.multiplyExact(featureCount, padded(capacity))];
        this.labels = new int[padded(capacity)];
    }

    /** {@code count} rounded up to a multiple of {@link #LANES}. */
    public static int padded(int count) {
        return (count + LANES - 1) / LANES * LANES;
    }

    /** Sets how many examples follow and clears the padding; called by {@link Examples#gather} before it fills. */
    public void reshape(int featureCount, int newCount) {
        if (newCount < 1 || newCount > capacity) {
            throw new IllegalArgumentException("a batch holds 1 to " + capacity + " examples, not " + newCount);
        }
        int newStride = padded(newCount);
        if ((long) featureCount * newStride > features.length) {
            throw new IllegalArgumentException(featureCount + " features do not fit into this batch");
        }
        count = newCount;
        stride = newStride;
        if (stride != newCount) {
            for (int f = 0; f < featureCount; f++) {
                Arrays.fill(features, f * stride + newCount, (f + 1) * stride, 0f);
            }
            Arrays.fill(labels, newCount, stride, 0);
        }
    }

    public float[] features() {
        return features;
    }

    public int[] labels() {
        return labels;
    }

    public int capacity() {
        return capacity;
    }

    /** Distance between two features of the same example, in floats. */
    public int stride() {
        return stride;
    }

    /** Number of examples in it. */
    public int count() {
        return count;
    }
}
