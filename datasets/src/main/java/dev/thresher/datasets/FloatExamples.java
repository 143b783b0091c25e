package dev.thresher.datasets;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/** Examples whose values are floats, taken as given: tensor files hold them. */
public final class FloatExamples implements Examples {
    private final ImageShape shape;
    private final float[] values; // [count, C·H·W]
    private final int[] labels;   // [count]

    /**
     * Takes over both arrays without copying them; the caller does not touch them afterwards.
     *
     * @param values {@code [labels.length, C·H·W]}
     */
    public FloatExamples(ImageShape shape, float[] values, int[] labels) {
        if (values.length != (long) labels.length * shape.features()) {
            throw new IllegalArgumentException(labels.length + " examples of " + shape + " take "
                    + (long) labels.length * shape.features() + " values, not " + values.length);
        }
        this.shape = shape;
        this.values = values;
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

    @Override
    public void check(Augmentation augmentation) {
        Examples.super.check(augmentation);
        checkType(augmentation);
    }

    private static void checkType(Augmentation augmentation) {
        if (augmentation == Augmentation.RESIZED_CROP_FLIP) {
            throw new UserError("augmentation resized-crop-flip needs images of bytes, but these are tensors of numbers;"
                    + " choose pad-crop-flip or none");
        }
    }

    @Override
    public void gather(int[] order, int from, int count, Normalisation normalisation, Variation variation, Batch target) {
        variation.check(shape);
        checkType(variation.augmentation());
        target.reshape(shape.features(), count);
        // Sixteen columns at a time: one row of them is one cache line, which stays hot while it fills.
        for (int block = 0; block < count; block += Batch.LANES) {
            int end = Math.min(count, block + Batch.LANES);
            switch (variation.augmentation()) {
                case NONE -> gatherBlock(order, from, block, end, normalisation, target);
                case PAD_CROP_FLIP -> {
                    for (int n = block; n < end; n++) {
                        gatherCropped(order[from + n], n, normalisation, variation, target);
                    }
                }
                case RESIZED_CROP_FLIP -> throw new IllegalStateException("refused above");
            }
        }
        for (int n = 0; n < count; n++) {
            target.labels()[n] = labels[order[from + n]];
        }
    }

    private void gatherBlock(int[] order, int from, int begin, int end, Normalisation normalisation, Batch target) {
        int plane = shape.plane();
        float[] out = target.features();
        int stride = target.stride();
        for (int f = 0; f < shape.features(); f++) {
            int channel = f / plane;
            for (int n = begin; n < end; n++) {
                float value = values[order[from + n] * shape.features() + f];
                out[f * stride + n] = normalisation.apply(value, channel);
            }
        }
    }

    private void gatherCropped(int example, int column, Normalisation normalisation, Variation variation, Batch target) {
        int height = shape.height();
        int width = shape.width();
        int down = PadCrop.down(variation, example);
        int right = PadCrop.right(variation, example);
        boolean flip = PadCrop.flip(variation, example);
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int sourceY = y + down;
                    int sourceX = (flip ? width - 1 - x : x) + right;
                    boolean inside = sourceY >= 0 && sourceY < height && sourceX >= 0 && sourceX < width;
                    float value = inside ? values[(example * shape.channels() + c) * shape.plane() + sourceY * width + sourceX] : 0f;
                    target.features()[((c * height + y) * width + x) * target.stride() + column] = normalisation.apply(value, c);
                }
            }
        }
    }

    /** Feeds the values, then the labels, as {@link Checksum} defines. */
    void digest(MessageDigest digest) {
        ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            if (!chunk.hasRemaining()) {
                digest.update(chunk.flip());
                chunk.clear();
            }
            chunk.putFloat(value);
        }
        digest.update(chunk.flip());
        Checksum.updateLabels(digest, labels);
    }
}
