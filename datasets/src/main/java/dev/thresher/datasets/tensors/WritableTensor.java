package dev.thresher.datasets.tensors;

/** A tensor to be written: float32, or bytes. */
public sealed interface WritableTensor permits NamedTensor, NamedBytes {
    String name();

    /** Its sides; empty for a single number. */
    int[] shape();

    /** Number of values. */
    int size();

    DataType type();
}
