package dev.thresher.datasets.tensors;

/**
 * One tensor of unsigned bytes to be written, such as a bit-packed mask.
 *
 * @param name what it is called in the file
 * @param shape its sides
 * @param data its values, row-major; not copied
 */
public record NamedBytes(String name, int[] shape, byte[] data) implements WritableTensor {
    public NamedBytes {
        NamedTensor.requireShape(name, shape, data.length);
    }

    @Override
    public int size() {
        return data.length;
    }

    @Override
    public DataType type() {
        return DataType.U8;
    }
}
