package dev.thresher.datasets;

import java.security.MessageDigest;

/**
 * Examples whose values are unsigned bytes, as image files hold them: byte b stands for b / 255. Kept packed; a table of
 * 256 floats a channel turns them into normalised values as a batch is gathered.
 */
public final class ByteExamples implements Examples {
    private final ImageShape shape;
    private final byte[] pixels; // [count, C·H·W]
    private final int[] labels;  // [count]
    private volatile Table table;

    /** The values of every byte under one normalisation: {@code values[channel · 256 + byte]}. */
    private record Table(Normalisation normalisation, float[] values) {
    }

    /**
     * Takes over both arrays without copying them; the caller does not touch them afterwards.
     *
     * @param pixels {@code [labels.length, C·H·W]}
     */
    public ByteExamples(ImageShape shape, byte[] pixels, int[] labels) {
        if (pixels.length != (long) labels.length * shape.features()) {
            throw new IllegalArgumentException(labels.length + " examples of " + shape + " take "
                    + (long) labels.length * shape.features() + " bytes, not " + pixels.length);
        }
        this.shape = shape;
        this.pixels = pixels;
        this.labels = labels;
    }

    @Override
    public int count() {
        return labels.length;
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    /** Value {@code feature} of example {@code index} as stored, 0 to 255. */
    public int pixel(int index, int feature) {
        return pixels[Math.addExact(Math.multiplyExact(index, shape.features()), feature)] & 0xFF;
    }

    @Override
    public void gather(int[] order, int from, int count, Normalisation normalisation, Batch target) {
        target.reshape(shape.features(), count);
        float[] values = valuesUnder(normalisation);
        int stride = target.stride();
        int whole = count / Batch.LANES * Batch.LANES;
        for (int n = 0; n < whole; n += Batch.LANES) {
            gatherBlock(order, from + n, values, target.features(), n, stride);
        }
        for (int n = whole; n < count; n++) {
            gatherOne(order[from + n], values, target.features(), n, stride);
        }
        for (int n = 0; n < count; n++) {
            target.labels()[n] = labels[order[from + n]];
        }
    }

    /** Sixteen examples side by side, so that every store fills whole cache lines. */
    private void gatherBlock(int[] order, int from, float[] values, float[] out, int column, int stride) {
        int size = shape.features();
        int plane = shape.plane();
        byte[] p = pixels;
        int a0 = order[from] * size, a1 = order[from + 1] * size, a2 = order[from + 2] * size, a3 = order[from + 3] * size;
        int a4 = order[from + 4] * size, a5 = order[from + 5] * size, a6 = order[from + 6] * size, a7 = order[from + 7] * size;
        int a8 = order[from + 8] * size, a9 = order[from + 9] * size, aA = order[from + 10] * size, aB = order[from + 11] * size;
        int aC = order[from + 12] * size, aD = order[from + 13] * size, aE = order[from + 14] * size, aF = order[from + 15] * size;
        int f = 0;
        for (int c = 0; c < shape.channels(); c++) {
            int t = c << 8;
            for (int end = f + plane; f < end; f++) {
                int o = f * stride + column;
                out[o] = values[t + (p[a0 + f] & 0xFF)];
                out[o + 1] = values[t + (p[a1 + f] & 0xFF)];
                out[o + 2] = values[t + (p[a2 + f] & 0xFF)];
                out[o + 3] = values[t + (p[a3 + f] & 0xFF)];
                out[o + 4] = values[t + (p[a4 + f] & 0xFF)];
                out[o + 5] = values[t + (p[a5 + f] & 0xFF)];
                out[o + 6] = values[t + (p[a6 + f] & 0xFF)];
                out[o + 7] = values[t + (p[a7 + f] & 0xFF)];
                out[o + 8] = values[t + (p[a8 + f] & 0xFF)];
                out[o + 9] = values[t + (p[a9 + f] & 0xFF)];
                out[o + 10] = values[t + (p[aA + f] & 0xFF)];
                out[o + 11] = values[t + (p[aB + f] & 0xFF)];
                out[o + 12] = values[t + (p[aC + f] & 0xFF)];
                out[o + 13] = values[t + (p[aD + f] & 0xFF)];
                out[o + 14] = values[t + (p[aE + f] & 0xFF)];
                out[o + 15] = values[t + (p[aF + f] & 0xFF)];
            }
        }
    }

    private void gatherOne(int example, float[] values, float[] out, int column, int stride) {
        int a = example * shape.features();
        int f = 0;
        for (int c = 0; c < shape.channels(); c++) {
            for (int end = f + shape.plane(); f < end; f++) {
                out[f * stride + column] = values[(c << 8) + (pixels[a + f] & 0xFF)];
            }
        }
    }

    private float[] valuesUnder(Normalisation normalisation) {
        Table known = table;
        if (known == null || known.normalisation() != normalisation) {
            known = new Table(normalisation, tabulate(normalisation, shape.channels()));
            table = known;
        }
        return known.values();
    }

    private static float[] tabulate(Normalisation normalisation, int channels) {
        float[] values = new float[channels << 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = normalisation.apply((i & 0xFF) / 255f, i >> 8);
        }
        return values;
    }

    /** Feeds the values, then the labels, as {@link Checksum} defines. */
    void digest(MessageDigest digest) {
        digest.update(pixels);
        Checksum.updateLabels(digest, labels);
    }
}
