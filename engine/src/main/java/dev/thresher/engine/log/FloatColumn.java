package dev.thresher.engine.log;

import java.util.Arrays;

/**
 * A growing column of floats: one writer, many readers, no lock. What lies below {@link #size()} never changes.
 *
 * <p>The array is stored before the volatile size is, so a reader that reads the size first finds at least that many
 * values in whichever array it then sees.
 */
public final class FloatColumn {
    private volatile float[] values;
    private volatile int size;

    public FloatColumn(int expected) {
        values = new float[Math.max(16, expected)];
    }

    /** Appends; only the one writer calls this. It allocates only where more comes than was expected. */
    public void add(float value) {
        int at = size;
        float[] array = values;
        if (at == array.length) {
            array = Arrays.copyOf(array, Math.toIntExact(Math.min((long) at + (at >> 1) + 16, Integer.MAX_VALUE - 8)));
        }
        array[at] = value;
        values = array;
        size = at + 1;
    }

    public int size() {
        return size;
    }

    /** Value {@code index}, which must be below {@link #size()}. */
    public float get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException("row " + index + " of " + size);
        }
        return values[index];
    }

    /** Copies rows {@code from} (inclusive) to {@code to} (exclusive). */
    public float[] range(int from, int to) {
        if (to > size) {
            throw new IndexOutOfBoundsException("row " + to + " of " + size);
        }
        return Arrays.copyOfRange(values, from, to);
    }
}
