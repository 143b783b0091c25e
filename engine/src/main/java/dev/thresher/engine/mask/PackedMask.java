package dev.thresher.engine.mask;

import java.util.function.IntConsumer;

/**
 * M of one weight, {@code c_o × z}, a bit an entry: entry j of a row is bit {@code j mod 8} (least significant first) of byte
 * {@code j / 8}, and each row begins with a byte of its own. Immutable.
 */
public final class PackedMask {
    private final int rows;
    private final int columns;
    private final int stride;  // bytes a row
    private final byte[] bits; // those behind the last column are zero

    private PackedMask(int rows, int columns, byte[] bits) {
        this.rows = rows;
        this.columns = columns;
        this.stride = stride(columns);
        this.bits = bits;
    }

    /** @param mask row by row */
    public static PackedMask of(int rows, int columns, boolean[] mask) {
        if (mask.length != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException(mask.length + " entries for " + rows + " × " + columns);
        }
        int stride = stride(columns);
        byte[] bits = new byte[rows * stride];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                if (mask[i * columns + j]) {
                    bits[i * stride + j / 8] |= (byte) (1 << j % 8);
                }
            }
        }
        return new PackedMask(rows, columns, bits);
    }

    /** @param bits {@code rows × ⌈columns / 8⌉} bytes; copied */
    public static PackedMask ofBits(int rows, int columns, byte[] bits) {
        int stride = stride(columns);
        if (bits.length != Math.multiplyExact(rows, stride)) {
            throw new IllegalArgumentException(bits.length + " bytes for " + rows + " × " + columns + " bits");
        }
        byte[] own = bits.clone();
        if (columns % 8 != 0) {
            for (int i = 0; i < rows; i++) {
                own[i * stride + stride - 1] &= (byte) ((1 << columns % 8) - 1);
            }
        }
        return new PackedMask(rows, columns, own);
    }

    /** Bytes that a row takes. */
    public static int stride(int columns) {
        return (columns + 7) / 8;
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** Entries, masked or not. */
    public int size() {
        return rows * columns;
    }

    /** A copy of the bits, {@code rows × ⌈columns / 8⌉} bytes. */
    public byte[] bits() {
        return bits.clone();
    }

    public boolean keeps(int row, int column) {
        return (bits[row * stride + column / 8] >> column % 8 & 1) == 1;
    }

    /** Entries that remain. */
    public long kept() {
        long kept = 0;
        for (byte each : bits) {
            kept += Integer.bitCount(each & 0xFF);
        }
        return kept;
    }

    /** k_l, the kept fraction, in 0 … 1. */
    public double remainingRatio() {
        return size() == 0 ? 1 : (double) kept() / size();
    }

    /** What remains of each neuron or filter: one count a row. */
    public int[] keptPerRow() {
        int[] kept = new int[rows];
        for (int i = 0; i < rows; i++) {
            for (int at = i * stride; at < (i + 1) * stride; at++) {
                kept[i] += Integer.bitCount(bits[at] & 0xFF);
            }
        }
        return kept;
    }

    /** What remains of each input's connections: one count a column. */
    public int[] keptPerColumn() {
        int[] kept = new int[columns];
        for (int i = 0; i < rows; i++) {
            for (int at = 0; at < stride; at++) {
                for (int left = bits[i * stride + at] & 0xFF; left != 0; left &= left - 1) {
                    kept[8 * at + Integer.numberOfTrailingZeros(left)]++;
                }
            }
        }
        return kept;
    }

    /**
     * Calls back for every entry, as {@code row · columns + column}, that differs from another mask of the same shape.
     *
     * @throws IllegalArgumentException where the shapes differ
     */
    public void differences(PackedMask other, IntConsumer entry) {
        if (other.rows != rows || other.columns != columns) {
            throw new IllegalArgumentException("a mask of " + other.rows + " × " + other.columns + " beside one of " + rows + " × " + columns);
        }
        for (int i = 0; i < rows; i++) {
            for (int at = 0; at < stride; at++) {
                for (int left = (bits[i * stride + at] ^ other.bits[i * stride + at]) & 0xFF; left != 0; left &= left - 1) {
                    entry.accept(i * columns + 8 * at + Integer.numberOfTrailingZeros(left));
                }
            }
        }
    }
}
