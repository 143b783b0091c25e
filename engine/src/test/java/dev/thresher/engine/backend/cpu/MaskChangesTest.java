package dev.thresher.engine.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.MaskCount;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.experiment.ThresholdKind;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a new mask changes of the one before, against counting it entry by entry. */
class MaskChangesTest {
    private static final String ALL = "dev.thresher.engine.backend.cpu.Backends#all";

    @ParameterizedTest
    @MethodSource(ALL)
    void countsWhatLeavesAndWhatComes(Backend backend) {
        for (ThresholdKind kind : ThresholdKind.values()) {
            for (int columns : new int[] {1, 15, 16, 37, 64}) {
                int rows = 7;
                Tensor p = backend.matrix(rows, columns);
                MaskCount count = new MaskCount((long) rows * columns);
                long pruned = 0;
                long recovered = 0;
                boolean[] before = new boolean[rows * columns]; // P begins with zeros
                for (int round = 0; round < 4; round++) {
                    float[] w = Backends.random(rows * columns, 10 + round);
                    w[0] = round % 2 == 0 ? 0 : w[0]; // comes and goes as a weight of exactly 0, which is nobody's doing
                    int ofT = kind.rows(rows) * kind.cols(columns);
                    float[] t = Backends.random(ofT, 20 + round);
                    backend.refreshMask(Backends.matrix(backend, rows, columns, w),
                            Backends.matrix(backend, kind.rows(rows), kind.cols(columns), t), p, -1, count);
                    backend.await();
                    float[] now = backend.download(p);
                    for (int i = 0; i < w.length; i++) {
                        boolean keep = Math.abs(w[i]) - t[ofT == w.length ? i : ofT > 1 ? i / columns : 0] > 0;
                        pruned += before[i] && !keep && w[i] != 0 ? 1 : 0;
                        recovered += !before[i] && keep && w[i] != 0 ? 1 : 0;
                        before[i] = now[i] != 0;
                    }
                    assertThat(count.pruned()).as(kind + " " + columns).isEqualTo(pruned);
                    assertThat(count.recovered()).as(kind + " " + columns).isEqualTo(recovered);
                }
                assertThat(columns < 15 || pruned > 0).as("some were pruned").isTrue();
            }
        }
    }

    /** 200 weights: half of them in P, then thresholds above all, which the reset rule undoes at once. */
    @ParameterizedTest
    @MethodSource(ALL)
    void aResetPrunesNothing(Backend backend) {
        float[] w = new float[200];
        Arrays.fill(w, 0, 100, 0.9f);
        Arrays.fill(w, 100, 200, 0.1f);
        Tensor weight = Backends.matrix(backend, 2, 100, w);
        Tensor p = backend.matrix(2, 100);
        MaskCount count = new MaskCount(200);
        backend.refreshMask(weight, Backends.matrix(backend, 1, 1, 0.5f), p, 1, count);
        backend.await();
        assertThat(count.recovered()).isEqualTo(100);
        backend.refreshMask(weight, Backends.matrix(backend, 1, 1, 5f), p, 1, count);
        backend.await();
        assertThat(count.resets()).isEqualTo(1);
        assertThat(count.pruned()).as("what the mask before the reset dropped was never trained with").isZero();
        assertThat(count.recovered()).isEqualTo(200);
    }
}
