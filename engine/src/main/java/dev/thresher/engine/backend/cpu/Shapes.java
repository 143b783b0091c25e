package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Epilogue;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;

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

    /** Something one a channel of an activation: {@code channels × 1}, where the activation has a multiple of so many rows. */
    static CpuTensor channels(String what, Tensor a, Tensor activation) {
        if (a.columns() != 1 || activation.rows() % a.rows() != 0) {
            throw new IllegalArgumentException("%s of %d×%d does not fit the channels of %d rows"
                    .formatted(what, a.rows(), a.columns(), activation.rows()));
        }
        return (CpuTensor) a;
    }

    /** An epilogue of an activation of so many channels. @return their number */
    static int epilogue(Epilogue then, int channels) {
        Tensor x = then.sums();
        if (then.norm() != null) {
            Epilogue.Norm norm = then.norm();
            channels("gamma", of("gamma", norm.gamma(), channels, 1), x);
            same("beta", norm.beta(), norm.gamma());
            same("running mean", norm.runningMean(), norm.gamma());
            same("running variance", norm.runningVariance(), norm.gamma());
            same("normalised", norm.normalised(), x);
        }
        if (then.pool() != null) {
            Window window = then.pool().window();
            if (window.channels() != channels) {
                throw new IllegalArgumentException("a pooling of %d channels does not fit %d".formatted(window.channels(), channels));
            }
            pooled("pooled", then.result(), window, images("X", x, window));
        }
        return channels;
    }

    /** Images under a window: {@code C·H·W × n}. */
    static CpuTensor images(String what, Tensor x, Window window) {
        return of(what, x, window.inputs(), x.columns());
    }

    /** What a pooling of {@code images} gives: {@code C·positions × n}. */
    static CpuTensor pooled(String what, Tensor y, Window window, Tensor images) {
        return of(what, y, window.channels() * window.positions(), images.columns());
    }

    static CpuTensor distinct(String what, CpuTensor written, Tensor read, Tensor alsoRead) {
        if (written.storage() == ((CpuTensor) read).storage() || written.storage() == ((CpuTensor) alsoRead).storage()) {
            throw new IllegalArgumentException(what + " must not be one of the operands");
        }
        return written;
    }
}
