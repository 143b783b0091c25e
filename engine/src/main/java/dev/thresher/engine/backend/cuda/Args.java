package dev.thresher.engine.backend.cuda;

import java.nio.ByteBuffer;

/**
 * Writes the one struct that a kernel is given, field by field in its order: members of eight bytes first, then those of four, so that
 * there is no padding.
 */
final class Args {
    /** Room for one struct. */
    static final int BYTES = 512;

    private ByteBuffer to;
    private int start;

    /** Begins a struct at a multiple of 8. @param buffer direct, in the order of this machine's bytes */
    Args begin(ByteBuffer buffer, int at) {
        to = buffer;
        start = at;
        to.limit(at + BYTES).position(at);
        return this;
    }

    /** Bytes written. */
    int bytes() {
        return to.position() - start;
    }

    /** Where a tensor lies; null gives a null pointer. */
    Args pointer(CudaTensor tensor) {
        return int64(tensor == null ? 0 : tensor.address());
    }

    Args pointer(ResultSlot slot) {
        return int64(slot.address());
    }

    /** An address on the device, a whole number of eight bytes. */
    Args int64(long value) {
        requireEight();
        to.putLong(value);
        return this;
    }

    Args float64(double value) {
        requireEight();
        to.putDouble(value);
        return this;
    }

    Args int32(int value) {
        to.putInt(value);
        return this;
    }

    Args int32(boolean value) {
        return int32(value ? 1 : 0);
    }

    Args float32(float value) {
        to.putFloat(value);
        return this;
    }

    private void requireEight() {
        if ((to.position() - start) % 8 != 0) {
            throw new IllegalStateException("a member of eight bytes comes after one of four");
        }
    }
}
