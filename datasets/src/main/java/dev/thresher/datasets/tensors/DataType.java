package dev.thresher.datasets.tensors;

import java.nio.ByteBuffer;

/** The element types that are read as numbers; the names are those of the safetensors format. */
public enum DataType {
    F32(4), F64(8), F16(2), BF16(2), I64(8), I32(4), U8(1);

    private final int bytes;

    DataType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one element. */
    public int bytes() {
        return bytes;
    }

    boolean isWhole() {
        return this == I64 || this == I32 || this == U8;
    }

    /** The next element as a double, which holds every one of these types exactly but large I64. */
    double nextDouble(ByteBuffer littleEndian) {
        return switch (this) {
            case F32 -> littleEndian.getFloat();
            case F64 -> littleEndian.getDouble();
            case F16 -> Float.float16ToFloat(littleEndian.getShort());
            case BF16 -> Float.intBitsToFloat(littleEndian.getShort() << 16);
            case I64, I32, U8 -> nextLong(littleEndian);
        };
    }

    /** The next element of a whole-number type. */
    long nextLong(ByteBuffer littleEndian) {
        return switch (this) {
            case I64 -> littleEndian.getLong();
            case I32 -> littleEndian.getInt();
            case U8 -> littleEndian.get() & 0xFF;
            case F32, F64, F16, BF16 -> throw new IllegalStateException(this + " is no whole-number type");
        };
    }
}
