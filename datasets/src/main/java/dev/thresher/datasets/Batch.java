package dev.thresher.datasets;

import java.util.Arrays;

/**
 * Room for one batch, batch innermost: value f of example n lies at {@code features[f * stride + n]}. Columns from
 * {@link #count} up to {@code stride} are padding and hold zero. Allocated once, filled again for every step.
 */
public final class Batch {
    /** The batch dimension is padded to a multiple of this many floats: one AVX-512 vector, two of AVX2. */
    public static final int LANES = 16;

    private final float[] features; // [C·H·W, stride]; null where it holds bytes
    private final PackedImages packed; // null where it holds values
    private final int[] labels;     // [stride]
    private final int capacity;
    private int stride;
    private int count;

    public Batch(int featureCount, int capacity) {
        this(capacity, new float[Math.multiplyExact(featureCount, padded(capacity))], null);
    }

    private Batch(int capacity, float[] features, PackedImages packed) {
        this.capacity = capacity;
        this.features = features;
        this.packed = packed;
        this.labels = new int[padded(capacity)];
    }

    /** One that holds images as bytes, for devices that take them. */
    public static Batch packed(ImageShape shape, int capacity) {
        return new Batch(capacity, null, new PackedImages(shape, capacity));
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
        if (packed == null ? (long) featureCount * newStride > features.length : featureCount != packed.shape().features()) {
            throw new IllegalArgumentException(featureCount + " features do not fit into this batch");
        }
        count = newCount;
        stride = newStride;
        if (stride != newCount) {
            for (int f = 0; packed == null && f < featureCount; f++) {
                Arrays.fill(features, f * stride + newCount, (f + 1) * stride, 0f);
            }
            Arrays.fill(labels, newCount, stride, 0);
        }
    }

    /** @throws IllegalStateException where it holds bytes */
    public float[] features() {
        if (packed != null) {
            throw new IllegalStateException("this batch holds bytes, for a device that makes values of them");
        }
        return features;
    }

    /** Its images as bytes; null where it holds values. */
    public PackedImages packed() {
        return packed;
    }

    /** Bytes that it takes, without labels. */
    public long bytes() {
        return packed == null ? (long) Float.BYTES * features.length : packed.pixels().length;
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
