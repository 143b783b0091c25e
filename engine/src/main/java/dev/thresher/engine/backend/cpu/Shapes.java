package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Tensor;

/** Shape checks of the CPU operations: each answers with what was expected. */
final class Shapes {
    private Shapes() {
    }

    static CpuTensor same(String what, Tensor a, Tensor like) {
        return of(what, a, like.rows(), like.columns());
    }

    static CpuTensor of(String what, Tensor a, int rows, int columns) {
        if (a.rows() != rows || a.columns() != columns) {
            throw new IllegalArgumentException("%s is %d×%d, expected %d×%d"
                    .formatted(what, a.rows(), a.columns(), rows, columns));
        }
        return (CpuTensor) a;
    }

    /** A threshold of a weight: 1×1, rows×1 or rows×columns. */
    static CpuTensor threshold(Tensor t, Tensor w) {
        boolean fits = t.rows() == 1 && t.columns() == 1 || t.rows() == w.rows() && t.columns() == 1
                || t.rows() == w.rows() && t.columns() == w.columns();
        if (!fits) {
            throw new IllegalArgumentException("a threshold of %d×%d does not fit a weight of %d×%d"
                    .formatted(t.rows(), t.columns(), w.rows(), w.columns()));
        }
        return (CpuTensor) t;
    }

    static CpuTensor distinct(String what, CpuTensor written, Tensor... read) {
        for (Tensor r : read) {
            if (r == written || ((CpuTensor) r).data() == written.data()) {
                throw new IllegalArgumentException(what + " must not be one of the operands");
            }
        }
        return written;
    }
}
