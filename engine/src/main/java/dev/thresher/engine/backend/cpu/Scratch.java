package dev.thresher.engine.backend.cpu;

/**
 * Scratch that vectors are read from and written to. An array's entries begin 16 bytes into it, so that vectors of a whole cache line would
 * each lie across two of them, which costs a processor two accesses. Used from {@link #FIRST} on they do not: the collector that the
 * launcher chooses begins all arrays of {@link #LEAST} entries or more on a page of their own (elsewhere this is of no use, and no harm).
 */
final class Scratch {
    private static final int LINE = 64;   // bytes
    private static final int HEADER = 16; // bytes of an array before its entries
    /** Where a cache line begins. */
    static final int FIRST = (LINE - HEADER) / Float.BYTES;
    private static final int LEAST = 1 << 16;

    private Scratch() {
    }

    /** Room for so many entries from {@link #FIRST} on: the same array if it has it. */
    static float[] room(float[] array, int length) {
        return array.length >= FIRST + length ? array : new float[Math.max(FIRST + length, LEAST)];
    }
}
