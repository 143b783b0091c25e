package dev.thresher.engine.backend.cpu;

import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import java.util.Arrays;

/**
 * Dropout of one row; what is drawn depends on place and step alone, so any thread may do any row.
 *
 * <p>A draw is k · 2⁻⁵³ with the upper 53 random bits as k, and is compared as a whole number: the sign of the difference becomes a mask
 * of bits. A branch would be guessed wrongly at half of the entries, which costs five times what the draw does.
 */
final class DropoutRow {
    private DropoutRow() {
    }

    static void apply(CpuTensor x, int row, float rate, long seed, int ordinal, long step, CpuTensor y) {
        float scale = 1 / (1 - rate);
        long least = (long) Math.ceil(rate * 0x1p53); // the smallest k that is kept
        float[] from = x.data();
        float[] to = y.data();
        int at = row * x.stride();
        for (int n = 0; n < x.columns(); n++) {
            long place = ((long) ordinal << 32 | row) << 16 | n;
            long k = Randomness.bits(seed, Purpose.DROPOUT, step, place) >>> 11;
            int kept = (int) (least - 1 - k >> 63); // all ones where k ≥ least, else 0
            to[at + n] = Float.intBitsToFloat(Float.floatToRawIntBits(from[at + n] * scale) & kept);
        }
        Arrays.fill(to, at + x.columns(), at + x.stride(), 0f);
    }
}
