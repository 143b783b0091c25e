package dev.thresher.app.chartview;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void waitsATenthOfASecondOrAHundredDrawingsButNeverOverTwoSeconds() {
        Pace pace = new Pace();
        assertThat(pace.waiting(-5_000)).isZero();
        pace.drawn(1_000, 1_000_000);
        assertThat(pace.waiting(1_000)).isEqualTo(100_000_000);
        assertThat(pace.waiting(200_000_000)).isZero();
        pace.drawn(0, 10_000_000);
        assertThat(pace.waiting(50_000_000)).isEqualTo(950_000_000);
        pace.drawn(0, 400_000_000);
        assertThat(pace.waiting(0)).as("after a slow first drawing").isEqualTo(2_000_000_000);
    }
}
