package dev.thresher.engine.backend.cpu;

/** Which threshold an entry of a weight answers to. */
enum ThresholdLayout {
    ONE, ROW, ENTRY;

    static ThresholdLayout of(CpuTensor t) {
        return t.columns() > 1 ? ENTRY : t.rows() > 1 ? ROW : ONE;
    }

    /** Position in t for row {@code i}; for {@link #ENTRY} the entry's own position {@code at}. */
    int index(int i, int at) {
        return switch (this) {
            case ONE -> 0;
            case ROW -> i;
            case ENTRY -> at;
        };
    }
}
