package dev.thresher.engine.backend.cpu;

import static dev.thresher.engine.backend.cpu.Backends.activation;
import static dev.thresher.engine.backend.cpu.Backends.filled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is dropped, how much of it, and what becomes of the rest. */
class DropoutTest {
    private static final String ALL = "dev.thresher.engine.backend.cpu.Backends#all";
    private static final int FEATURES = 200;
    private static final int BATCH = 100;

    private static float[] ofOnes(Backend backend, float rate, long seed, int ordinal, long step) {
        float[] ones = new float[FEATURES * BATCH];
        Arrays.fill(ones, 1f);
        Tensor y = backend.activation(FEATURES, BATCH);
        backend.dropout(filled(backend, FEATURES, BATCH, ones), rate, seed, ordinal, step, y);
        return backend.download(y);
    }

    /** 20,000 entries: the share that is kept has a standard deviation of 0.0032, and the mean one of 0.0046. */
    @ParameterizedTest
    @MethodSource(ALL)
    void theRateIsDroppedAndTheRestScaledSoThatTheMeanStays(Backend backend) {
        float[] y = ofOnes(backend, 0.3f, 1, 0, 1);
        int kept = 0;
        double sum = 0;
        for (float value : y) {
            if (value != 0) {
                assertThat(value).isEqualTo(1 / (1 - 0.3f));
                kept++;
            }
            sum += value;
        }
        assertThat((double) kept / y.length).isCloseTo(0.7, within(0.013));
        assertThat(sum / y.length).isCloseTo(1, within(0.019));
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void everyEntryIsDrawnForItsPlaceAndStep(Backend backend) {
        float[] y = ofOnes(backend, 0.5f, 7, 3, 42);
        for (int i = 0; i < FEATURES; i++) {
            for (int n = 0; n < BATCH; n++) {
                boolean kept = Randomness.uniform(7, Purpose.DROPOUT, 42, ((3L << 32) + i) * (1 << 16) + n) >= 0.5;
                assertThat(y[i * BATCH + n] != 0).as("entry " + i + ", " + n).isEqualTo(kept);
            }
        }
        assertThat(ofOnes(backend, 0.5f, 8, 3, 42)).as("another seed").isNotEqualTo(y);
        assertThat(ofOnes(backend, 0.5f, 7, 4, 42)).as("another layer").isNotEqualTo(y);
        assertThat(ofOnes(backend, 0.5f, 7, 3, 43)).as("another step").isNotEqualTo(y);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void aRateOfZeroChangesNothing(Backend backend) {
        Tensor x = activation(backend, 5, 17, 1);
        Tensor y = backend.activation(5, 17);
        backend.dropout(x, 0, 1, 0, 1, y);
        assertThat(backend.download(y)).isEqualTo(backend.download(x));
    }
}
