package dev.thresher.app.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SmoothedTest {
    @Test
    void isTheDebiasedAverage() {
        Smoothed smoothed = new Smoothed(new Points(4, 8, 0), 0.5);
        smoothed.grow(3);
        assertThat(smoothed.y(0)).isEqualTo(4);
        // (0.5·0.5·4 + 0.5·8) / (1 − 0.25) and (0.125·4 + 0.25·8 + 0.5·0) / (1 − 0.125)
        assertThat(smoothed.y(1)).isCloseTo(5 / 0.75, within(1e-6));
        assertThat(smoothed.y(2)).isCloseTo(2.5 / 0.875, within(1e-6));
    }

    @Test
    void growsToTheSameValuesBitByBitAsAtOnce() {
        double[] ys = new Random(3).doubles(500).toArray();
        Smoothed atOnce = new Smoothed(new Points(ys), 0.97);
        atOnce.grow(500);
        Smoothed slowly = new Smoothed(new Points(ys), 0.97);
        for (int i = 1; i <= 500; i += 7) {
            slowly.grow(i);
            assertThat(slowly.size()).isEqualTo(i);
        }
        slowly.grow(500);
        for (int i = 0; i < 500; i++) {
            assertThat(slowly.y(i)).isEqualTo(atOnce.y(i));
        }
    }

    @Test
    void gapsStayGapsAndCountNothing() {
        Smoothed smoothed = new Smoothed(new Points(2, Double.NaN, 2, Double.POSITIVE_INFINITY, 2), 0.9);
        smoothed.grow(5);
        assertThat(smoothed.y(1)).isNaN();
        assertThat(smoothed.y(3)).isNaN();
        assertThat(smoothed.y(4)).isCloseTo(2, within(1e-6));
    }
}
