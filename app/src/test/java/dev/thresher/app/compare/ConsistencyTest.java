package dev.thresher.app.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Spearman's ρ against values worked out by hand. */
class ConsistencyTest {
    private static double rho(double[] a, double[] b) {
        return Consistency.of(List.of(a, b)).mean();
    }

    @Test
    void onlyTheOrderCounts() {
        assertThat(rho(new double[] {0.02, 0.05, 0.9}, new double[] {0.1, 0.4, 0.5})).isEqualTo(1);
        assertThat(rho(new double[] {0.9, 0.05, 0.02}, new double[] {0.1, 0.4, 0.5})).isEqualTo(-1);
    }

    /** Ranks 1 to 5 against 2 1 4 3 5: Σd² = 4, ρ = 1 − 6 · 4 / (5 · 24) = 0.8. */
    @Test
    void withoutTiesItIsTheKnownFormula() {
        assertThat(rho(new double[] {1, 2, 3, 4, 5}, new double[] {20, 10, 40, 30, 50})).isCloseTo(0.8, within(1e-12));
    }

    /** Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: covariance 4.5 over √(4.5 · 5), ρ = 0.9486833. */
    @Test
    void tiedLayersHaveTheirMeanRank() {
        assertThat(rho(new double[] {0.1, 0.5, 0.5, 1}, new double[] {0.2, 0.3, 0.4, 0.5})).isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-12));
    }

    @Test
    void overSeveralRunsItIsTheMeanOfAllPairs() {
        Consistency found = Consistency.of(List.of(new double[] {1, 2, 3}, new double[] {10, 20, 30}, new double[] {3, 2, 1}));
        assertThat(found.pairs()).isEqualTo(3);
        assertThat(found.mean()).isCloseTo(-1 / 3.0, within(1e-12));
        assertThat(found.lowest()).isEqualTo(-1);
        assertThat(found.words()).contains("-0.33, mean of 3 pairs of runs, lowest -1.00");
    }

    @Test
    void whatHasNoOrderIsLeftOutAndSaid() {
        Consistency found = Consistency.of(List.of(new double[] {1, 1, 1}, new double[] {1, 2, 3}, new double[] {1, 3, Double.NaN}));
        assertThat(found.pairs()).isZero();
        assertThat(found.mean()).isNaN();
        assertThat(found.flat()).isEqualTo(1);
        assertThat(found.words()).contains("One run keeps the same of every layer");
        assertThat(Consistency.of(List.of(new double[] {1}, new double[] {2})).pairs()).as("one layer").isZero();
    }
}
