package dev.thresher.engine.backend.cpu;

/** Dropout, in pieces of some rows. */
final class Dropout implements Workers.Task {
    private static final int ENTRIES_A_PIECE = 1 << 12;

    private CpuTensor x;
    private CpuTensor y;
    private float rate;
    private long seed;
    private int ordinal;
    private long step;
    private int rowsAPiece;

    void run(Workers workers, CpuTensor from, float newRate, long newSeed, int newOrdinal, long newStep, CpuTensor to) {
        x = from;
        y = to;
        rate = newRate;
        seed = newSeed;
        ordinal = newOrdinal;
        step = newStep;
        rowsAPiece = Math.max(1, ENTRIES_A_PIECE / from.stride());
        workers.run(this, Math.ceilDiv(from.rows(), rowsAPiece));
    }

    @Override
    public void run(int piece) {
        for (int row = piece * rowsAPiece; row < Math.min(x.rows(), (piece + 1) * rowsAPiece); row++) {
            DropoutRow.apply(x, row, rate, seed, ordinal, step, y);
        }
    }
}
