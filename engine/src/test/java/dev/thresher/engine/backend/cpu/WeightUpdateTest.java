package dev.thresher.engine.backend.cpu;

import static dev.thresher.engine.backend.cpu.Backends.matrix;
import static dev.thresher.engine.backend.cpu.Backends.random;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.MaskCount;
import dev.thresher.engine.backend.SumResult;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.experiment.StepEstimator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Steps whose gradients and updates wait for the next mask, beside the same steps of which everything is looked at after each operation,
 * so that nothing ever waits: all that there is to see has the same bits.
 */
class WeightUpdateTest {
    private static final int RESET_PERCENT = 1;
    private static final int STEPS = 6;

    private enum Rule { SGD, NESTEROV, ADAM }

    /** A weight with a threshold a row, and what a step does with it. */
    private static final class Trained {
        private final Backend backend;
        private final boolean impatient;
        private final Tensor w;
        private final Tensor t;
        private final Tensor p;
        private final Tensor gradient;
        private final Tensor dt;
        private final List<Tensor> moments = new ArrayList<>(); // of w: two, of t: two
        private final MaskCount count;
        private final SumResult loss = new SumResult();
        private final List<Object> seen = new ArrayList<>();

        Trained(Backend backend, boolean impatient, int rows, int columns) {
            this.backend = backend;
            this.impatient = impatient;
            w = matrix(backend, rows, columns, random(rows * columns, 1));
            t = matrix(backend, rows, 1, random(rows, 2));
            p = backend.matrix(rows, columns);
            gradient = backend.matrix(rows, columns);
            dt = backend.matrix(rows, 1);
            moments.addAll(List.of(backend.matrix(rows, columns), backend.matrix(rows, columns), backend.matrix(rows, 1),
                    backend.matrix(rows, 1)));
            count = new MaskCount((long) rows * columns);
        }

        void step(Rule rule, StepEstimator estimator, int number) {
            refresh(t);
            backward(estimator, 0.01f * number, number);
            update(rule, w, gradient, 0, number);
            update(rule, t, dt, 2, number);
        }

        void refresh(Tensor threshold) {
            backend.refreshMask(w, threshold, p, RESET_PERCENT, count);
            look();
            seen.addAll(List.of(count.kept(), count.pruned(), count.recovered(), count.resets(), bits(p)));
        }

        void backward(StepEstimator estimator, float alpha, int number) {
            backend.upload(gradient, random(w.rows() * w.columns(), 100 + number));
            backend.maskGradient(w, t, gradient, dt, estimator);
            look();
            backend.sparseLoss(t, dt, alpha, loss);
            backend.await();
            seen.add(loss.value());
            look();
        }

        void update(Rule rule, Tensor of, Tensor g, int at, int number) {
            if (rule == Rule.ADAM) {
                backend.adam(of, g, moments.get(at), moments.get(at + 1), 0.05f, 0.9f, 0.999f, 1e-8f, at == 0 ? 1e-2f : 0, number);
            } else {
                backend.sgd(of, g, moments.get(at), 0.3f, 0.9f, rule == Rule.NESTEROV, at == 0 ? 1e-2f : 0);
            }
            look();
        }

        void look() {
            if (impatient) {
                all();
            }
        }

        List<List<Integer>> all() {
            List<List<Integer>> all = new ArrayList<>(List.of(bits(w), bits(t), bits(gradient), bits(dt)));
            moments.forEach(moment -> all.add(bits(moment)));
            return all;
        }

        List<Integer> bits(Tensor tensor) {
            List<Integer> bits = new ArrayList<>();
            for (float value : backend.download(tensor)) {
                bits.add(Float.floatToIntBits(value));
            }
            return bits;
        }
    }

    /** @param steps of a run, given the weight and the number of a step */
    private static void assertSameBits(int rows, int columns, SparsePath path, Consumer<Trained> steps) {
        try (Backend plain = new SimdBackend(1, SparsePath.NEVER)) {
            Trained impatient = new Trained(plain, true, rows, columns);
            steps.accept(impatient);
            for (int threads = 1; threads <= 3; threads++) {
                try (Backend backend = new SimdBackend(threads, path)) {
                    Trained patient = new Trained(backend, false, rows, columns);
                    steps.accept(patient);
                    assertThat(patient.seen).as("masks, counts and losses, %d×%d, %d threads", rows, columns, threads).isEqualTo(impatient.seen);
                    assertThat(patient.all()).as("tensors, %d×%d, %d threads", rows, columns, threads).isEqualTo(impatient.all());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void stepsHaveTheSameBits(Rule rule) {
        for (int[] shape : new int[][] {{2, 1}, {3, 16}, {7, 37}, {130, 300}}) {
            for (StepEstimator estimator : StepEstimator.values()) {
                assertSameBits(shape[0], shape[1], estimator == StepEstimator.LONG_TAILED ? SparsePath.ALWAYS : SparsePath.NEVER, trained -> {
                    for (int step = 1; step <= STEPS; step++) {
                        trained.step(rule, estimator, step);
                    }
                    trained.refresh(trained.t);
                });
            }
        }
    }

    @Test
    void aGradientWithoutAnUpdateIsTheGradient() {
        assertSameBits(5, 40, SparsePath.NEVER, trained -> {
            trained.step(Rule.SGD, StepEstimator.LONG_TAILED, 1);
            trained.refresh(trained.t);
            trained.backward(StepEstimator.LONG_TAILED, 0.1f, 2);
            trained.seen.addAll(trained.all());
            trained.refresh(trained.t); // of weights that stayed what they were
            trained.backward(StepEstimator.LONG_TAILED, 0.1f, 3);
        });
    }

    /** A mask by other thresholds, as an evaluation or frozen masks have it, comes after all that was asked for. */
    @Test
    void aMaskByOtherThresholdsComesAfterTheUpdate() {
        assertSameBits(6, 33, SparsePath.ALWAYS, trained -> {
            Tensor other = matrix(trained.backend, 6, 1, random(6, 9));
            for (int step = 1; step <= STEPS; step++) {
                trained.step(Rule.SGD, StepEstimator.LONG_TAILED, step);
                trained.refresh(other);
                trained.backend.copy(trained.t, other);
                trained.refresh(other);
            }
        });
    }

    /** Thresholds that are not trained, and ones above all weights, which the reset rule brings back. */
    @Test
    void thresholdsThatStayAndThresholdsThatAreReset() {
        assertSameBits(6, 50, SparsePath.ALWAYS, trained -> {
            for (int step = 1; step <= STEPS; step++) {
                trained.refresh(trained.t);
                trained.backward(StepEstimator.LONG_TAILED, 0.1f, step);
                trained.update(Rule.SGD, trained.w, trained.gradient, 0, step);
                if (step == STEPS / 2) {
                    trained.backend.upload(trained.t, new float[] {9, 9, 9, 9, 9, 9});
                }
            }
            assertThat(trained.count.resets()).isEqualTo(1);
        });
    }

    /** What is asked for in another order than a step has waits for nothing. */
    @Test
    void anotherOrderOfUpdates() {
        assertSameBits(4, 20, SparsePath.NEVER, trained -> {
            for (int step = 1; step <= STEPS; step++) {
                trained.refresh(trained.t);
                trained.backward(StepEstimator.STRAIGHT_THROUGH, 0.1f, step);
                trained.update(Rule.ADAM, trained.t, trained.dt, 2, step);
                trained.update(Rule.ADAM, trained.w, trained.gradient, 0, step);
                trained.update(Rule.ADAM, trained.w, trained.gradient, 0, step);
            }
            trained.refresh(trained.t);
        });
    }
}
