package dev.thresher.engine.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** One array of an NPZ file, row-major. */
sealed interface NpyArray {
    String name();

    /** Its sides; empty for a single value. */
    int[] shape();

    /** NumPy's name of the element type. */
    String descr();

    /** Its values, little-endian. */
    byte[] bytes();

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** float32. */
    record Floats(String name, int[] shape, float[] data) implements NpyArray {
        @Override
        public String descr() {
            return "<f4";
        }

        @Override
        public byte[] bytes() {
            ByteBuffer buffer = buffer(Math.multiplyExact(data.length, Float.BYTES));
            buffer.asFloatBuffer().put(data);
            return buffer.array();
        }
    }

    /** int32. */
    record Ints(String name, int[] shape, int[] data) implements NpyArray {
        @Override
        public String descr() {
            return "<i4";
        }

        @Override
        public byte[] bytes() {
            ByteBuffer buffer = buffer(Math.multiplyExact(data.length, Integer.BYTES));
            buffer.asIntBuffer().put(data);
            return buffer.array();
        }
    }

    /** int64. */
    record Longs(String name, int[] shape, long[] data) implements NpyArray {
        @Override
        public String descr() {
            return "<i8";
        }

        @Override
        public byte[] bytes() {
            ByteBuffer buffer = buffer(Math.multiplyExact(data.length, Long.BYTES));
            buffer.asLongBuffer().put(data);
            return buffer.array();
        }
    }

    /** A single byte string of ASCII. */
    record Text(String name, String text) implements NpyArray {
        @Override
        public int[] shape() {
            return new int[0];
        }

        @Override
        public String descr() {
            return "|S" + text.length();
        }

        @Override
        public byte[] bytes() {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }
}
