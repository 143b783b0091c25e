package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;

/** Sums over the positions of a channel and the batch, with the lanes added up in a fixed order, in pieces of some channels. */
final class ChannelSums implements Workers.Task {
    private static final int ENTRIES_A_PIECE = 1 << 14;

    private CpuTensor d;
    private float[] values; // dY
    private float[] sums;
    private float[] lanes = new float[0]; // [channels, lanes]
    private int positions;
    private int channelsAPiece;

    void run(Workers workers, CpuTensor dy, CpuTensor out) {
        d = dy;
        values = dy.data();
        sums = out.data();
        positions = dy.rows() / out.rows();
        if (lanes.length < out.rows() * Lanes.COUNT) {
            lanes = new float[out.rows() * Lanes.COUNT];
        }
        channelsAPiece = Math.clamp(ENTRIES_A_PIECE / Math.max(1, positions * dy.stride()), 1, out.rows());
        workers.run(this, (out.rows() + channelsAPiece - 1) / channelsAPiece);
    }

    @Override
    public void run(int piece) {
        int to = Math.min((piece + 1) * channelsAPiece, d.rows() / positions);
        for (int channel = piece * channelsAPiece; channel < to; channel++) {
            sums[channel] = sum(channel);
        }
    }

    private float sum(int channel) {
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        float rest = 0;
        for (int i = channel * positions; i < (channel + 1) * positions; i++) {
            int at = i * d.stride();
            int to = at + d.columns();
            for (; at + Lanes.COUNT <= to; at += Lanes.COUNT) {
                sum = sum.add(FloatVector.fromArray(Lanes.SPECIES, values, at));
            }
            for (; at < to; at++) {
                rest += values[at];
            }
        }
        int own = channel * Lanes.COUNT;
        sum.intoArray(lanes, own);
        float total = 0;
        for (int lane = own; lane < own + Lanes.COUNT; lane++) {
            total += lanes[lane];
        }
        return total + rest;
    }
}
