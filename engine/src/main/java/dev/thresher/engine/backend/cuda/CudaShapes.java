package dev.thresher.engine.backend.cuda;

import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;

/** Shape checks of the CUDA operations: each answers with what was expected. */
final class CudaShapes {
    private CudaShapes() {
    }

    static CudaTensor same(String what, Tensor a, Tensor like) {
        return of(what, a, like.rows(), like.columns());
    }

    static CudaTensor of(String what, Tensor a, int rows, int columns) {
        if (a.rows() != rows || a.columns() != columns) {
            throw new IllegalArgumentException("%s is %d×%d, expected %d×%d".formatted(what, a.rows(), a.columns(), rows, columns));
        }
        return (CudaTensor) a;
    }

    /** Of the same shape, and stored with the same padding: for kernels that go over all that is stored. */
    static CudaTensor alike(String what, Tensor a, Tensor like) {
        if (a.stride() != like.stride()) {
            throw new IllegalArgumentException("%s is stored %d wide, expected %d".formatted(what, a.stride(), like.stride()));
        }
        return same(what, a, like);
    }

    /** A threshold of a weight: 1×1, rows×1 or rows×columns. */
    static CudaTensor threshold(Tensor t, Tensor w) {
        boolean fits = t.rows() == 1 && t.columns() == 1 || t.rows() == w.rows() && t.columns() == 1
                || t.rows() == w.rows() && t.columns() == w.columns();
        if (!fits) {
            throw new IllegalArgumentException("a threshold of %d×%d does not fit a weight of %d×%d"
                    .formatted(t.rows(), t.columns(), w.rows(), w.columns()));
        }
        return (CudaTensor) t;
    }

    /** Something one a channel of an activation: {@code channels × 1}, where the activation has a multiple of so many rows. */
    static CudaTensor channels(String what, Tensor a, Tensor activation) {
        if (a.columns() != 1 || activation.rows() % a.rows() != 0) {
            throw new IllegalArgumentException("%s of %d×%d does not fit the channels of %d rows"
                    .formatted(what, a.rows(), a.columns(), activation.rows()));
        }
        return (CudaTensor) a;
    }

    /** Images under a window: {@code C·H·W × n}. */
    static CudaTensor images(String what, Tensor x, Window window) {
        return of(what, x, window.inputs(), x.columns());
    }

    /** What a pooling of {@code images} gives: {@code C·positions × n}. */
    static CudaTensor pooled(String what, Tensor y, Window window, Tensor images) {
        return of(what, y, window.channels() * window.positions(), images.columns());
    }

    static CudaTensor distinct(String what, CudaTensor written, Tensor read, Tensor alsoRead) {
        if (written.address() == ((CudaTensor) read).address() || written.address() == ((CudaTensor) alsoRead).address()) {
            throw new IllegalArgumentException(what + " must not be one of the operands");
        }
        return written;
    }
}
