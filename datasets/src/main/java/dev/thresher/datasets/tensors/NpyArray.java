package dev.thresher.datasets.tensors;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One array to be written in NPY format; data are row-major and not copied. */
public sealed interface NpyArray {
    String name();

    /** Its sides; empty for a single value. */
    int[] shape();

    /** NumPy's name of the element type. */
    String descr();

    /** Writes the data, little-endian, by way of {@code chunk}. */
    void writeData(OutputStream out, ByteBuffer chunk) throws IOException;

    /** An array of float32. */
    record Floats(String name, int[] shape, float[] data) implements NpyArray {
        public Floats {
            NamedTensor.requireShape(name, shape, data.length);
        }

        @Override
        public String descr() {
            return "<f4";
        }

        @Override
        public void writeData(OutputStream out, ByteBuffer chunk) throws IOException {
            int perChunk = chunk.capacity() / Float.BYTES;
            for (int from = 0; from < data.length; from += perChunk) {
                int count = Math.min(perChunk, data.length - from);
                chunk.asFloatBuffer().put(data, from, count);
                out.write(chunk.array(), 0, count * Float.BYTES);
            }
        }
    }

    /** An array of int32. */
    record Ints(String name, int[] shape, int[] data) implements NpyArray {
        public Ints {
            NamedTensor.requireShape(name, shape, data.length);
        }

        @Override
        public String descr() {
            return "<i4";
        }

        @Override
        public void writeData(OutputStream out, ByteBuffer chunk) throws IOException {
            int perChunk = chunk.capacity() / Integer.BYTES;
            for (int from = 0; from < data.length; from += perChunk) {
                int count = Math.min(perChunk, data.length - from);
                chunk.asIntBuffer().put(data, from, count);
                out.write(chunk.array(), 0, count * Integer.BYTES);
            }
        }
    }

    /** An array of int64. */
    record Longs(String name, int[] shape, long[] data) implements NpyArray {
        public Longs {
            NamedTensor.requireShape(name, shape, data.length);
        }

        @Override
        public String descr() {
            return "<i8";
        }

        @Override
        public void writeData(OutputStream out, ByteBuffer chunk) throws IOException {
            int perChunk = chunk.capacity() / Long.BYTES;
            for (int from = 0; from < data.length; from += perChunk) {
                int count = Math.min(perChunk, data.length - from);
                chunk.asLongBuffer().put(data, from, count);
                out.write(chunk.array(), 0, count * Long.BYTES);
            }
        }
    }

    /** A single byte string, not empty and of ASCII only, such as the {@code format} of a SciPy matrix. */
    record Text(String name, String text) implements NpyArray {
        public Text {
            if (text.isEmpty() || !text.chars().allMatch(c -> c > 0 && c < 128)) {
                throw new IllegalArgumentException(name + ": a byte string holds ASCII only and is not empty: '" + text + "'");
            }
        }

        @Override
        public int[] shape() {
            return new int[0];
        }

        @Override
        public String descr() {
            return "|S" + text.length();
        }

        @Override
        public void writeData(OutputStream out, ByteBuffer chunk) throws IOException {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
