package dev.thresher.datasets.tensors;

import java.nio.ByteBuffer;

/** The element types that are read as numbers; the names are those of the safetensors format. */
public enum DataType {
    F32(4), F64(8), F16(2), BF16(2), I64(8), I32(4), I16(2), I8(1), U32(4), U16(2), U8(1), BOOL(1);

    private final int bytes;

    DataType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one element. */
    public int bytes() {
        return bytes;
    }

    boolean isWhole() {
        return switch (this) {
            case F32, F64, F16, BF16 -> false;
            case I64, I32, I16, I8, U32, U16, U8, BOOL -> true;
        };
    }

    /** The next element as a double, which holds every one of these types exactly but large I64. */
    double nextDouble(ByteBuffer littleEndian) {
        return switch (this) {
            case F32 -> littleEndian.getFloat();
            case F64 -> littleEndian.getDouble();
            case F16 -> Float.float16ToFloat(littleEndian.getShort());
            case BF16 -> Float.intBitsToFloat(littleEndian.getShort() << 16);
            case I64, I32, I16, I8, U32, U16, U8, BOOL -> nextLong(littleEndian);
        };
    }

    /** The next element of a whole-number type; of a truth value, 0 or 1. */
    long nextLong(ByteBuffer littleEndian) {
        return switch (this) {
            case I64 -> littleEndian.getLong();
            case I32 -> littleEndian.getInt();
            case I16 -> littleEndian.getShort();
            case I8 -> littleEndian.get();
            case U32 -> Integer.toUnsignedLong(littleEndian.getInt());
            case U16 -> Short.toUnsignedLong(littleEndian.getShort());
            case U8 -> Byte.toUnsignedLong(littleEndian.get());
            case BOOL -> littleEndian.get() == 0 ? 0 : 1;
            case F32, F64, F16, BF16 -> throw new IllegalStateException(this + " is no whole-number type");
        };
    }
}
