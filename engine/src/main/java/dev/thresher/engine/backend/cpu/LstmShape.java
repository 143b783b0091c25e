package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Tensor;
import java.util.List;

/** Sizes of an LSTM layer, checked. Step t of a sequence of f features is rows t · f … of its activation. */
record LstmShape(int steps, int features, int hidden, int columns, int stride) {
    static LstmShape of(int steps, Tensor px, Tensor ph, Tensor bias, Tensor x, Tensor gates, Tensor cells, Tensor hidden) {
        check(steps, px, ph, bias, x, gates, cells, hidden);
        return new LstmShape(steps, px.columns(), ph.columns(), x.columns(), x.stride());
    }

    private static void check(int steps, Tensor px, Tensor ph, Tensor bias, Tensor x, Tensor gates, Tensor cells, Tensor hidden) {
        int h = ph.columns();
        Shapes.of("P_h", ph, 4 * h, h);
        Shapes.of("P_x", px, 4 * h, px.columns());
        Shapes.of("bias", bias, 4 * h, 1);
        Shapes.of("X", x, steps * px.columns(), x.columns());
        Shapes.of("gates", gates, steps * 4 * h, x.columns());
        Shapes.of("cells", cells, steps * h, x.columns());
        Shapes.of("hidden", hidden, steps * h, x.columns());
    }

    /** The same, from among those known where it is one of them: a training step makes none. */
    static LstmShape of(List<LstmShape> known, int steps, Tensor px, Tensor ph, Tensor bias, Tensor x, Tensor gates, Tensor cells,
                        Tensor hidden) {
        for (int i = 0; i < known.size(); i++) {
            LstmShape s = known.get(i);
            if (s.steps == steps && s.features == px.columns() && s.hidden == ph.columns() && s.columns == x.columns()) {
                check(steps, px, ph, bias, x, gates, cells, hidden);
                return s;
            }
        }
        LstmShape made = of(steps, px, ph, bias, x, gates, cells, hidden);
        known.add(made);
        return made;
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
