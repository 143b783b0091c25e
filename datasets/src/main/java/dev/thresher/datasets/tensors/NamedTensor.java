package dev.thresher.datasets.tensors;

/**
 * One float32 tensor to be written.
 *
 * @param name what it is called in the file, {@code fc1.weight}
 * @param shape its sides; empty for a single number
 * @param data its values, row-major; not copied
 */
public record NamedTensor(String name, int[] shape, float[] data) implements WritableTensor {
    public NamedTensor {
        requireShape(name, shape, data.length);
    }

    static void requireShape(String name, int[] shape, int length) {
        long size = 1;
        for (int side : shape) {
            if (side < 0) {
                throw new IllegalArgumentException(name + ": a side is never negative: " + side);
            }
            size = Math.multiplyExact(size, side);
        }
        if (size != length) {
            throw new IllegalArgumentException(name + ": its shape holds " + size + " values, not " + length);
        }
    }

    @Override
    public int size() {
        return data.length;
    }

    @Override
    public DataType type() {
        return DataType.F32;
    }
}
