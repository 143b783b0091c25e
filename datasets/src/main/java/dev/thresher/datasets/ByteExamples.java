package dev.thresher.datasets;

import java.security.MessageDigest;

/**
 * Examples whose values are unsigned bytes, as image files hold them: byte b stands for b / 255. Kept packed; a table of
 * 256 floats a channel turns them into normalised values as a batch is gathered.
 */
public final class ByteExamples implements Examples {
    private static final int[] BLOCK = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    private final ImageShape shape;
    private final byte[] pixels; // [count, C·H·W]
    private final int[] labels;  // [count]
    private volatile Table table;
    /** One block of varied examples for each thread that gathers. */
    private final ThreadLocal<byte[]> variedBlock;

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
        this.variedBlock = ThreadLocal.withInitial(() -> new byte[Batch.LANES * shape.features()]);
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
    public Batch batch(int capacity, boolean packed) {
        return packed ? Batch.packed(shape, capacity) : new Batch(shape.features(), capacity);
    }

    @Override
    public void gather(int[] order, int from, int count, Normalisation normalisation, Variation variation, Batch target) {
        variation.check(shape);
        target.reshape(shape.features(), count);
        float[] values = valuesUnder(normalisation);
        if (target.packed() != null) {
            pack(order, from, count, values, variation, target.packed());
        } else if (variation.augmentation() == Augmentation.NONE) {
            gather(pixels, order, from, count, values, target, 0);
        } else {
            byte[] varied = variedBlock.get();
            for (int n = 0; n < count; n += Batch.LANES) {
                int block = Math.min(Batch.LANES, count - n);
                for (int k = 0; k < block; k++) {
                    ByteVariation.vary(pixels, order[from + n + k], shape, variation, varied, k * shape.features());
                }
                gather(varied, BLOCK, 0, block, values, target, n);
            }
        }
        for (int n = 0; n < count; n++) {
            target.labels()[n] = labels[order[from + n]];
        }
    }

    /** Images as they are, and what is drawn for each. */
    private void pack(int[] order, int from, int count, float[] values, Variation variation, PackedImages to) {
        to.begin(variation.augmentation(), values);
        for (int n = 0; n < count; n++) {
            int example = order[from + n];
            System.arraycopy(pixels, example * shape.features(), to.pixels(), n * shape.features(), shape.features());
            switch (variation.augmentation()) {
                case NONE -> { }
                case PAD_CROP_FLIP -> to.part(n, PadCrop.down(variation, example), PadCrop.right(variation, example), shape.height(), shape.width(),
                        PadCrop.flip(variation, example));
                case RESIZED_CROP_FLIP -> {
                    ResizedCrop crop = ResizedCrop.drawn(variation, example, shape.height(), shape.width());
                    to.part(n, crop.top(), crop.left(), crop.height(), crop.width(), crop.flip());
                }
            }
        }
    }

    /** Examples of {@code source}, which need not be all of this set, to the columns from {@code column} on. */
    private void gather(byte[] source, int[] order, int from, int count, float[] values, Batch target, int column) {
        int stride = target.stride();
        int whole = count / Batch.LANES * Batch.LANES;
        for (int n = 0; n < whole; n += Batch.LANES) {
            gatherBlock(source, order, from + n, values, target.features(), column + n, stride);
        }
        for (int n = whole; n < count; n++) {
            gatherOne(source, order[from + n], values, target.features(), column + n, stride);
        }
    }

    /** Sixteen examples side by side, so that every store fills whole cache lines. */
    private void gatherBlock(byte[] p, int[] order, int from, float[] values, float[] out, int column, int stride) {
        int size = shape.features();
        int plane = shape.plane();
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

    private void gatherOne(byte[] p, int example, float[] values, float[] out, int column, int stride) {
        int a = example * shape.features();
        int f = 0;
        for (int c = 0; c < shape.channels(); c++) {
            for (int end = f + shape.plane(); f < end; f++) {
                out[f * stride + column] = values[(c << 8) + (p[a + f] & 0xFF)];
            }
        }
    }

    private float[] valuesUnder(Normalisation normalisation) {
        Table known = table;
        if (known == null || known.normalisation() != normalisation) {
            known = new Table(normalisation, normalisation.ofBytes());
            table = known;
        }
        return known.values();
    }

    /** Feeds the values, then the labels, as {@link Checksum} defines. */
    void digest(MessageDigest digest) {
        digest.update(pixels);
        Checksum.updateLabels(digest, labels);
    }
}
