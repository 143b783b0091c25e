package dev.thresher.engine.backend.cuda;

import java.util.function.LongUnaryOperator;

/**
 * What a masked weight P has beside it on the device: its non-zeros in the order of the rows of P X, and in that of Pᵀ dY. They are listed when a
 * product first asks after P has changed, and how many there are is known on the device alone.
 */
final class NonZeros {
    private static final int MOST_SHARE = 4;
    private static final int PIECE = 256;    // entries that a warp lists
    private static final long ALIGNED = 256; // bytes

    private final LongUnaryOperator memory;
    private List forward;
    private List backward;

    /** @param memory gives so many bytes of the device's that are zero, at a multiple of 256 */
    NonZeros(LongUnaryOperator memory) {
        this.memory = memory;
    }

    /** One order of them. A line is what an entry of the product is a sum over: a filter, or backward a channel. */
    static final class List {
        private final long starts; // where each piece of a line begins, and behind that how many there are: lines · pieces + 1 ints
        private final long list;   // capacity pairs of a value and its place in the line
        private final long ticket;
        private final int lines;
        private final int length;
        private final int pieces;
        private final int taps;
        private final int capacity;
        private boolean current;
        private int limit;

        private List(LongUnaryOperator memory, int lines, int length, int taps) {
            this.lines = lines;
            this.length = length;
            this.taps = taps;
            pieces = NonZeros.pieces(length);
            capacity = NonZeros.capacity((long) lines * length);
            long ofStarts = aligned(4 * ((long) lines * pieces + 1));
            starts = memory.applyAsLong(ofStarts + ALIGNED + 8L * capacity);
            ticket = starts + ofStarts;
            list = ticket + ALIGNED;
        }

        long starts() {
            return starts;
        }

        long list() {
            return list;
        }

        /** An int that is 0 between launches. */
        long ticket() {
            return ticket;
        }

        int lines() {
            return lines;
        }

        /** Entries of a line. */
        int length() {
            return length;
        }

        /** Pieces of a line. */
        int pieces() {
            return pieces;
        }

        int taps() {
            return taps;
        }

        int capacity() {
            return capacity;
        }

        /** Where how many non-zeros there are stands. */
        long kept() {
            return starts + 4L * lines * pieces;
        }

        /** Up to so many, the product being launched goes over them. */
        int limit() {
            return limit;
        }

        void limit(int most) {
            limit = Math.min(most, capacity);
        }

        /** Whether it is that of P as it is; from now on it is. */
        boolean made() {
            boolean before = current;
            current = true;
            return before;
        }
    }

    /** As many as a list has room for: where more are left, all of P is multiplied. */
    static int capacity(long entries) {
        return Math.toIntExact(entries / MOST_SHARE);
    }

    /** Bytes on the device of both orders of a P, at most. */
    static long bytes(int rows, int columns) {
        return 2 * 8L * capacity((long) rows * columns) + 4 * ((long) rows * pieces(columns) + (long) columns * pieces(rows)) + 6 * ALIGNED;
    }

    private static int pieces(int length) {
        return Math.ceilDiv(length, PIECE);
    }

    private static long aligned(long bytes) {
        return Math.ceilDiv(bytes, ALIGNED) * ALIGNED;
    }

    /** P has changed. */
    void changed() {
        if (forward != null) {
            forward.current = false;
        }
        if (backward != null) {
            backward.current = false;
        }
    }

    /** The list for P X, or for Pᵀ dY, of a P of {@code filters × channels · taps}; made where there is none yet for such windows. */
    List order(boolean ofTranspose, int filters, int channels, int taps) {
        List known = ofTranspose ? backward : forward;
        if (known == null || known.taps != taps) {
            known = ofTranspose ? new List(memory, channels, filters * taps, taps) : new List(memory, filters, channels * taps, taps);
            if (ofTranspose) {
                backward = known;
            } else {
                forward = known;
            }
        }
        return known;
    }
}
