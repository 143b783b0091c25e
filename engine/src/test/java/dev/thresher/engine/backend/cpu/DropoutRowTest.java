package dev.thresher.engine.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What dropout keeps, entry by entry, from the draws that its contract names. */
class DropoutRowTest {
    private static final int ROWS = 40;
    private static final int COLUMNS = 19;

    @ParameterizedTest
    @ValueSource(floats = {0f, 0.1f, 0.5f, 0.8f, 0.999f})
    void anEntryIsKeptWhereItsDrawIsAtLeastTheRate(float rate) {
        Backend backend = new EjmlBackend();
        Tensor x = Backends.activation(backend, ROWS, COLUMNS, 1);
        Tensor y = backend.activation(ROWS, COLUMNS);
        backend.dropout(x, rate, 5, 3, 1234, y);
        float[] in = backend.download(x);
        float[] out = backend.download(y);
        for (int i = 0; i < ROWS; i++) {
            for (int n = 0; n < COLUMNS; n++) {
                long place = ((3L << 32) + i << 16) + n;
                boolean kept = Randomness.uniform(5, Purpose.DROPOUT, 1234, place) >= rate;
                float expected = kept ? in[i * COLUMNS + n] * (1 / (1 - rate)) : 0f;
                assertThat(out[i * COLUMNS + n]).as("row " + i + ", example " + n).isEqualTo(expected);
            }
        }
    }

    /** What is not a number is dropped as any other entry is, and stays where it is kept. */
    @Test
    void notANumberIsDroppedToo() {
        Backend backend = new EjmlBackend();
        Tensor x = backend.activation(ROWS, COLUMNS);
        Arrays.fill(((CpuTensor) x).data(), Float.NaN);
        Tensor y = backend.activation(ROWS, COLUMNS);
        backend.dropout(x, 0.5f, 5, 3, 1234, y);
        assertThat(backend.download(y)).containsOnly(0f, Float.NaN).contains(0f, Float.NaN);
    }
}
