package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Tensor;

/** Sizes of an LSTM layer, checked. Step t of a sequence of f features is rows t · f … of its activation. */
record LstmShape(int steps, int features, int hidden, int columns, int stride) {
    static LstmShape of(int steps, Tensor px, Tensor ph, Tensor bias, Tensor x, Tensor gates, Tensor cells, Tensor hidden) {
        int h = ph.columns();
        Shapes.of("P_h", ph, 4 * h, h);
        Shapes.of("P_x", px, 4 * h, px.columns());
        Shapes.of("bias", bias, 4 * h, 1);
        Shapes.of("X", x, steps * px.columns(), x.columns());
        Shapes.of("gates", gates, steps * 4 * h, x.columns());
        Shapes.of("cells", cells, steps * h, x.columns());
        Shapes.of("hidden", hidden, steps * h, x.columns());
        return new LstmShape(steps, px.columns(), h, x.columns(), x.stride());
    }

    /** Rows of the four gates. */
    int gateRows() {
        return 4 * hidden;
    }

    /** Where gate {@code gate} (i, f, u, o: 0 to 3) of unit j at step t begins. */
    int gate(int t, int gate, int j) {
        return (t * gateRows() + gate * hidden + j) * stride;
    }

    /** Where unit j of cells or hidden at step t begins. */
    int unit(int t, int j) {
        return (t * hidden + j) * stride;
    }

    /** Where feature k of X at step t begins. */
    int feature(int t, int k) {
        return (t * features + k) * stride;
    }
}
