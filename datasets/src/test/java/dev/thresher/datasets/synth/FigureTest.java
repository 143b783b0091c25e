package dev.thresher.datasets.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FigureTest {
    @ParameterizedTest
    @EnumSource(Figure.class)
    void allHaveTheAreaOfTheUnitCircleAndGrowAlongRays(Figure figure) {
        int inside = 0;
        int steps = 500;
        for (int i = 0; i < steps * steps; i++) {
            double u = 4 * (i % steps + 0.5) / steps - 2;
            double v = 4 * ((double) (i / steps) + 0.5) / steps - 2;
            // Turned, so that no straight edge runs along a row of the grid.
            double x = 0.8 * u - 0.6 * v;
            double y = 0.6 * u + 0.8 * v;
            double gauge = figure.gauge(x, y);
            inside += gauge < 1 ? 1 : 0;
            assertThat(figure.gauge(x / 2, y / 2)).isCloseTo(gauge / 2, within(1e-12));
        }
        assertThat(inside * 16.0 / (steps * steps)).isCloseTo(Math.PI, within(0.01));
    }

    /** Distances of the outline from the middle: straight up (a tip), straight right, straight down. */
    @ParameterizedTest
    @CsvSource({
        "DISC, 1, 1, 1", "SQUARE, 0.8862, 0.8862, 0.8862", "TRIANGLE, 1.5551, 0.8978, 0.7776",
        "STAR, 1.4622, 0.9271, 0.7311", "CROSS, 1.1078, 1.1078, 1.1078",
    })
    void outlinesAreWhereTheyBelong(Figure figure, double up, double right, double down) {
        assertThat(1 / figure.gauge(0, 1)).isCloseTo(up, within(1e-4));
        assertThat(1 / figure.gauge(1, 0)).isCloseTo(right, within(1e-4));
        assertThat(1 / figure.gauge(0, -1)).isCloseTo(down, within(1e-4));
    }
}
