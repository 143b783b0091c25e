package dev.thresher.engine.backend.cpu;

import static dev.thresher.engine.backend.cpu.Backends.filled;
import static dev.thresher.engine.backend.cpu.Backends.matrix;
import static dev.thresher.engine.backend.cpu.Backends.random;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.testing.FiniteDifferences;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two steps of an LSTM of one cell by the equations, and gradients against finite differences of ⟨dH, H⟩. */
class LstmTest {
    private static final String ALL = "dev.thresher.engine.backend.cpu.Backends#all";
    private static final int STEPS = 3;
    private static final int FEATURES = 2;
    private static final int HIDDEN = 2;
    private static final int BATCH = 2;

    @ParameterizedTest
    @MethodSource(ALL)
    void twoStepsOfOneCell(Backend backend) {
        Tensor gates = backend.activation(8, 1);
        Tensor cells = backend.activation(2, 1);
        Tensor hidden = backend.activation(2, 1);
        backend.lstm(2, matrix(backend, 4, 1, 0.5f, -1f, 2f, 0.25f), matrix(backend, 4, 1, 1f, 2f, -0.5f, -3f),
                matrix(backend, 4, 1, 0.1f, 0.2f, -0.3f, 0.4f), filled(backend, 2, 1, 1, -2), gates, cells, hidden);
        // step 1: x = 1, no state before
        double i1 = sigmoid(0.5 + 0.1);
        double f1 = sigmoid(-1 + 0.2);
        double u1 = Math.tanh(2 - 0.3);
        double o1 = sigmoid(0.25 + 0.4);
        double c1 = i1 * u1;
        double h1 = o1 * Math.tanh(c1);
        // step 2: x = −2
        double i2 = sigmoid(-1 + h1 + 0.1);
        double f2 = sigmoid(2 + 2 * h1 + 0.2);
        double u2 = Math.tanh(-4 - 0.5 * h1 - 0.3);
        double o2 = sigmoid(-0.5 - 3 * h1 + 0.4);
        double c2 = f2 * c1 + i2 * u2;
        MaskRulesTest.close(backend.download(gates), i1, f1, u1, o1, i2, f2, u2, o2);
        MaskRulesTest.close(backend.download(cells), c1, c2);
        MaskRulesTest.close(backend.download(hidden), h1, o2 * Math.tanh(c2));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** An LSTM and its loss, everything in arrays that can be moved. */
    private record Cells(Backend backend, float[] px, float[] ph, float[] bias, float[] x, float[] dHidden, Tensor gates, Tensor cells,
                         Tensor hidden) {
        static Cells of(Backend backend) {
            return new Cells(backend, random(4 * HIDDEN * FEATURES, 1), random(4 * HIDDEN * HIDDEN, 2), random(4 * HIDDEN, 3),
                    random(STEPS * FEATURES * BATCH, 4), random(STEPS * HIDDEN * BATCH, 5),
                    backend.activation(STEPS * 4 * HIDDEN, BATCH), backend.activation(STEPS * HIDDEN, BATCH),
                    backend.activation(STEPS * HIDDEN, BATCH));
        }

        Tensor input() {
            return filled(backend, STEPS * FEATURES, BATCH, x);
        }

        Tensor inputWeight() {
            return matrix(backend, 4 * HIDDEN, FEATURES, px);
        }

        Tensor recurrentWeight() {
            return matrix(backend, 4 * HIDDEN, HIDDEN, ph);
        }

        double loss() {
            backend.lstm(STEPS, inputWeight(), recurrentWeight(), matrix(backend, 4 * HIDDEN, 1, bias), input(), gates, cells, hidden);
            return FiniteDifferences.dot(dHidden, backend.download(hidden));
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void gradientsAreFiniteDifferences(Backend backend) {
        Cells c = Cells.of(backend);
        c.loss();
        Tensor dpx = backend.matrix(4 * HIDDEN, FEATURES);
        Tensor dph = backend.matrix(4 * HIDDEN, HIDDEN);
        Tensor dBias = backend.matrix(4 * HIDDEN, 1);
        Tensor dx = backend.activation(STEPS * FEATURES, BATCH);
        backend.lstmGradient(STEPS, c.inputWeight(), c.recurrentWeight(), c.input(), c.gates, c.cells, c.hidden,
                filled(backend, STEPS * HIDDEN, BATCH, c.dHidden), dpx, dph, dBias, dx);
        DoubleSupplier loss = c::loss;
        FiniteDifferences.check("dP_x", backend.download(dpx), c.px, loss, 2e-4);
        FiniteDifferences.check("dP_h", backend.download(dph), c.ph, loss, 2e-4);
        FiniteDifferences.check("dBias", backend.download(dBias), c.bias, loss, 2e-4);
        FiniteDifferences.check("dX", backend.download(dx), c.x, loss, 2e-4);
    }
}
