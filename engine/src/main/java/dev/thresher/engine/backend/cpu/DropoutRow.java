package dev.thresher.engine.backend.cpu;

import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;

/** Dropout of one row; what is drawn depends on place and step alone, so any thread may do any row. */
final class DropoutRow {
    private DropoutRow() {
    }

    static void apply(CpuTensor x, int row, float rate, long seed, int ordinal, long step, CpuTensor y) {
        float scale = 1 / (1 - rate);
        int at = row * x.stride();
        for (int n = 0; n < x.stride(); n++) {
            long place = ((long) ordinal << 32 | row) << 16 | n;
            boolean kept = n < x.columns() && Randomness.uniform(seed, Purpose.DROPOUT, step, place) >= rate;
            y.data()[at + n] = kept ? x.data()[at + n] * scale : 0f;
        }
    }
}
