package dev.thresher.engine.backend.cuda;

import java.nio.ByteBuffer;

/**
 * Where a kernel reports numbers of eight bytes. It lies on the device at an address that never changes; what all slots hold at a
 * fence is copied to the host behind it, so that a later step may write there while an earlier one is read.
 */
final class ResultSlot {
    /** Takes what has arrived, once for each {@link Launcher#expect}. */
    interface Delivery {
        void arrived(ResultSlot slot);
    }

    private final long address;
    private final int offset;
    private final int size;
    private final Delivery delivery;
    private ByteBuffer arrived; // all slots as they were at the fence being delivered
    private boolean expected;

    ResultSlot(long address, int offset, int size, Delivery delivery) {
        this.address = address;
        this.offset = offset;
        this.size = size;
        this.delivery = delivery;
    }

    /** Where kernels write: {@code double} or {@code long long}, as many as were asked for. */
    long address() {
        return address;
    }

    /** The i-th number, where the kernel wrote a {@code double}. */
    double number(int i) {
        return arrived.getDouble(place(i));
    }

    /** The i-th number, where the kernel wrote a {@code long long}. */
    long whole(int i) {
        return arrived.getLong(place(i));
    }

    private int place(int i) {
        if (i < 0 || i >= size) {
            throw new IndexOutOfBoundsException(i + " of " + size);
        }
        return offset + 8 * i;
    }

    /** Whether a launch since the last fence fills it. */
    boolean expected() {
        return expected;
    }

    void expected(boolean now) {
        expected = now;
    }

    void deliver(ByteBuffer all) {
        arrived = all;
        delivery.arrived(this);
    }
}
