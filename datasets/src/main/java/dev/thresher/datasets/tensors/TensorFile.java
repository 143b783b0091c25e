package dev.thresher.datasets.tensors;

import dev.thresher.datasets.UserError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/** What a safetensors, NPZ or NPY file holds. Tensors stay packed until they are asked for. Immutable. */
public final class TensorFile {
    private final Path path;
    private final Map<String, String> metadata;
    private final SequencedMap<String, Entry> entries;
    private final Set<String> present; // what the file holds, read or not; for messages

    record Entry(DataType type, int[] shape, byte[] bytes) {
        int size() {
            return bytes.length / type.bytes();
        }

        ByteBuffer buffer() {
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    TensorFile(Path path, Map<String, String> metadata, SequencedMap<String, Entry> entries) {
        this(path, metadata, entries, entries.keySet());
    }

    /**
     * As above, of a file that was read in part.
     *
     * @param present names of all that it holds, for the error that tells what is missing
     */
    TensorFile(Path path, Map<String, String> metadata, SequencedMap<String, Entry> entries, Set<String> present) {
        this.path = path;
        this.metadata = Collections.unmodifiableMap(metadata);
        this.entries = entries;
        this.present = present;
    }

    /** The file it was read from. */
    public Path path() {
        return path;
    }

    /** Free text by key, as the writer put it; empty where there is none. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** The metadata of {@code key}; a {@link UserError} naming the file where it is missing. */
    public String metadata(String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new UserError(path + ": its metadata lacks '" + key + "'; it holds " + named(metadata.keySet()));
        }
        return value;
    }

    /** Names of what was read, in the order of their data. */
    public Set<String> names() {
        return Collections.unmodifiableSet(entries.sequencedKeySet());
    }

    public boolean contains(String name) {
        return entries.containsKey(name);
    }

    public DataType type(String name) {
        return entry(name).type();
    }

    /** Sides of a tensor; empty for a single number. */
    public int[] shape(String name) {
        return entry(name).shape().clone();
    }

    /** All values, row-major, each rounded to float32 where its type is wider. */
    public float[] floats(String name) {
        Entry entry = entry(name);
        float[] values = new float[entry.size()];
        ByteBuffer buffer = entry.buffer();
        if (entry.type() == DataType.F32) {
            buffer.asFloatBuffer().get(values);
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) entry.type().nextDouble(buffer);
            }
        }
        return values;
    }

    /** As {@link #floats(String)}, but a {@link UserError} where the tensor has another shape. */
    public float[] floats(String name, int... shape) {
        int[] actual = entry(name).shape();
        if (!Arrays.equals(actual, shape)) {
            throw new UserError(path + ": '" + name + "' has the shape " + Arrays.toString(actual) + ", but "
                    + Arrays.toString(shape) + " is needed; give a file made for this model");
        }
        return floats(name);
    }

    /** All values as whole numbers; a {@link UserError} where one is no whole number of 32 bits. */
    public int[] ints(String name) {
        Entry entry = entry(name);
        int[] values = new int[entry.size()];
        ByteBuffer buffer = entry.buffer();
        for (int i = 0; i < values.length; i++) {
            if (entry.type().isWhole()) {
                long value = entry.type().nextLong(buffer);
                values[i] = (int) value;
                requireWhole(values[i] == value, name, i, Long.toString(value));
            } else {
                double value = entry.type().nextDouble(buffer);
                values[i] = (int) value;
                requireWhole(values[i] == value, name, i, Double.toString(value));
            }
        }
        return values;
    }

    /** All values as whole numbers of 64 bits; a {@link UserError} where their type is none of whole numbers. */
    public long[] longs(String name) {
        Entry entry = entry(name);
        if (!entry.type().isWhole()) {
            throw new UserError(path + ": '" + name + "' is of the type " + entry.type()
                    + ", but whole numbers are needed; store it as I64");
        }
        long[] values = new long[entry.size()];
        ByteBuffer buffer = entry.buffer();
        for (int i = 0; i < values.length; i++) {
            values[i] = entry.type().nextLong(buffer);
        }
        return values;
    }

    /** All values as they are stored, a byte each; a {@link UserError} where their type is not U8. */
    public byte[] bytes(String name) {
        Entry entry = entry(name);
        if (entry.type() != DataType.U8) {
            throw new UserError(path + ": '" + name + "' is of the type " + entry.type() + ", but U8 is needed");
        }
        return entry.bytes().clone();
    }

    private void requireWhole(boolean whole, String name, int index, String value) {
        if (!whole) {
            throw new UserError(path + ": '" + name + "' at " + index + " is " + value
                    + ", but a whole number of 32 bits is needed; store it as I32 or I64");
        }
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new UserError(path + ": holds no tensor '" + name + "'; it holds " + named(present));
        }
        return entry;
    }

    private static String named(Set<String> names) {
        return names.isEmpty() ? "nothing"
                : names.stream().limit(12).collect(Collectors.joining(", ")) + (names.size() > 12 ? ", …" : "");
    }
}
