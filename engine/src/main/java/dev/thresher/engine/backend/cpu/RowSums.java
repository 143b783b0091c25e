package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;

/** Sums over the batch, row by row, with the lanes added up in a fixed order; few enough for one thread. */
final class RowSums {
    private final float[] lanes = new float[Lanes.COUNT];

    void run(CpuTensor d, CpuTensor sums) {
        for (int i = 0; i < d.rows(); i++) {
            int at = i * d.stride();
            int to = at + d.columns();
            FloatVector sum = FloatVector.zero(Lanes.SPECIES);
            for (; at + Lanes.COUNT <= to; at += Lanes.COUNT) {
                sum = sum.add(FloatVector.fromArray(Lanes.SPECIES, d.data(), at));
            }
            sum.intoArray(lanes, 0);
            float total = 0;
            for (float lane : lanes) {
                total += lane;
            }
            for (; at < to; at++) {
                total += d.data()[at];
            }
            sums.data()[i] = total;
        }
    }
}
