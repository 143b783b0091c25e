package dev.thresher.engine.backend.cpu;

import static dev.thresher.engine.backend.cpu.Agreement.draw;
import static dev.thresher.engine.backend.cpu.Backends.activation;
import static dev.thresher.engine.backend.cpu.Backends.assertPaddingIsZero;
import static dev.thresher.engine.backend.cpu.Backends.matrix;
import static dev.thresher.engine.backend.cpu.Backends.random;
import static dev.thresher.engine.backend.cpu.Backends.stale;
import static dev.thresher.engine.backend.cpu.Backends.unwritten;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.cpu.Agreement.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums, copied rows, dropout and Adam: SIMD against plain. */
class UpdatesAgainstOracleTest {
    private static final String ALL = "dev.thresher.engine.backend.cpu.Backends#all";

    @AutoClose
    private final Agreement agreement = new Agreement();

    private record Shape(int rows, int columns) {
    }

    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>(List.of(new Shape(1, 1), new Shape(400, 100), new Shape(1100, 24)));
        for (int i = 0; i < 24; i++) {
            shapes.add(new Shape(draw(i, 0, 1, 2, 5, 16, 33, 130), draw(i, 1, Agreement.BATCHES)));
        }
        return shapes;
    }

    @Test
    void sumsAlsoInThePlaceOfTheFirst() {
        for (Shape s : shapes()) {
            agreement.check(s, 0, backend -> {
                Tensor a = activation(backend, s.rows, s.columns, 1);
                Tensor b = activation(backend, s.rows, s.columns, 2);
                Tensor sum = unwritten(backend, s.rows, s.columns);
                backend.add(a, b, sum);
                assertPaddingIsZero("sum of " + s, sum);
                backend.add(a, b, a);
                assertThat(backend.download(a)).isEqualTo(backend.download(sum));
                return List.of(Result.of("sum", backend, sum));
            });
        }
    }

    @Test
    void dropoutHasTheSameMask() {
        for (Shape s : shapes()) {
            agreement.check(s, 0, backend -> {
                Tensor y = unwritten(backend, s.rows, s.columns);
                backend.dropout(stale(activation(backend, s.rows, s.columns, 1)), 0.4f, 5, 3, 1234, y);
                assertPaddingIsZero("Y of " + s, y);
                return List.of(Result.of("Y", backend, y));
            });
        }
    }

    @Test
    void severalUpdatesOfAdam() {
        for (Shape s : shapes()) {
            int n = s.rows * s.columns;
            agreement.check(s, 3e-6, backend -> {
                Tensor p = matrix(backend, s.rows, s.columns, random(n, 1));
                Tensor m = backend.matrix(s.rows, s.columns);
                Tensor v = backend.matrix(s.rows, s.columns);
                for (int update = 1; update <= 5; update++) {
                    backend.adam(p, matrix(backend, s.rows, s.columns, random(n, 1 + update)), m, v, 1e-2f, 0.9f, 0.999f, 1e-8f, 1e-2f,
                            update);
                }
                return List.of(Result.of("p", backend, p), Result.of("m", backend, m), Result.of("v", backend, v));
            });
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void copiedRowsLeaveTheOthersAlone(Backend backend) {
        Tensor from = matrix(backend, 3, 2, 1, 2, 3, 4, 5, 6);
        Tensor to = matrix(backend, 4, 2, -1, -2, -3, -4, -5, -6, -7, -8);
        backend.copyRows(from, 1, to, 2, 2);
        assertThat(backend.download(to)).containsExactly(-1, -2, -3, -4, 3, 4, 5, 6);
        Tensor images = activation(backend, 5, 17, 1);
        Tensor copy = unwritten(backend, 2, 17);
        backend.copyRows(images, 3, copy, 0, 2);
        float[] all = backend.download(images);
        float[] copied = backend.download(copy);
        for (int i = 0; i < copied.length; i++) {
            assertThat(copied[i]).isEqualTo(all[3 * 17 + i]);
        }
        assertPaddingIsZero("the copy", copy);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void rowsThatDoNotFitAreRefused(Backend backend) {
        Tensor three = backend.matrix(3, 2);
        Tensor two = backend.matrix(2, 2);
        assertThatThrownBy(() -> backend.copyRows(three, 0, two, 0, 3)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 rows from 0 of matrix 3×2 (capacity 2) do not fit to 0 of matrix 2×2 (capacity 2)");
        assertThatThrownBy(() -> backend.copyRows(three, 2, two, 0, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> backend.copyRows(three, -1, two, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> backend.copyRows(three, 0, backend.matrix(3, 1), 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> backend.copyRows(three, 0, backend.activation(3, 2), 0, 1)).as("as wide, but padded")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void clearingTakesThePaddingAlong(Backend backend) {
        Tensor tensor = unwritten(backend, 5, 17);
        backend.clear(tensor);
        assertThat(backend.download(tensor)).containsOnly(0f);
        assertPaddingIsZero("cleared", tensor);
    }
}
