package dev.thresher.engine.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Trials on a made-up clock: over all entries a call takes 10 ms, over the non-zeros in proportion to the density. */
class CrossoverTest {
    private static final long DENSE = 10_000_000;

    private long now;
    private long sparseOfAll; // what the non-zeros of a full matrix would take
    private final Crossover crossover = new Crossover(64, () -> now);

    /** @return calls over the non-zeros, of so many */
    private int calls(double density, int count) {
        int sparse = 0;
        for (int i = 0; i < count; i++) {
            boolean way = crossover.sparse(density);
            sparse += way ? 1 : 0;
            now += way ? (long) (sparseOfAll * density) : DENSE;
            crossover.done();
        }
        return sparse;
    }

    private int[] eachInTurn(int count, double... densities) {
        return Arrays.stream(densities).mapToInt(density -> calls(density, count)).toArray();
    }

    @Test
    void trialsOfSeveralDensitiesByTurnsEachCountTheirOwnCalls() {
        sparseOfAll = 4 * DENSE; // as fast as all entries at a quarter
        for (int turn = 0; turn < 20; turn++) {
            eachInTurn(2, 0.4, 0.3, 0.2, 0.05);
        }
        assertThat(eachInTurn(3, 0.4, 0.3, 0.2, 0.05)).containsExactly(0, 0, 3, 3);
    }

    @Test
    void whatWonAtOneDensityWinsBelowAndWhatLostLosesAbove() {
        sparseOfAll = 4 * DENSE;
        calls(0.1, 40);
        assertThat(calls(0.02, 1)).isEqualTo(1);
        calls(0.35, 20);
        assertThat(calls(0.45, 1)).isZero();
        assertThat(crossover.wants(0.02)).isTrue();
        assertThat(crossover.wants(0.45)).isFalse();
    }

    @Test
    void fromAboutAHalfOnNothingIsTried() {
        assertThat(calls(0.5, 30)).isZero();
        assertThat(crossover.wants(0.5) || Crossover.mayPay(0.5)).isFalse();
    }

    /** On another machine load, or when the compiler has got to it, the other way may be the faster one. */
    @Test
    void verdictsAreLookedAtAgain() {
        sparseOfAll = 100 * DENSE;
        calls(0.1, 20);
        assertThat(calls(0.1, 5)).isZero();
        assertThat(crossover.wants(0.1)).as("a list that nobody reads").isFalse();
        sparseOfAll = DENSE;
        now += 4_000_000_000L;
        assertThat(calls(0.1, 5)).as("calls after a pause").isZero();
        calls(0.1, 400);
        assertThat(calls(0.1, 5)).isEqualTo(5);
    }

    /** Each trial of a network whose calls are long takes a while: there had better be many more calls between two of them. */
    @Test
    void longCallsAreNotTriedAgainSoon() {
        sparseOfAll = DENSE;
        calls(0.1, 60);
        int sparse = 0;
        for (int step = 0; step < 20; step++) {
            now += 2_000_000_000L;
            sparse += calls(0.1, 1);
        }
        assertThat(sparse).isEqualTo(20);
    }
}
