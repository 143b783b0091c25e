package dev.thresher.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.Randomness.Purpose;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomnessTest {
    @Test
    void everyArgumentMatters() {
        Set<Long> seen = new HashSet<>();
        for (long seed = -1; seed < 3; seed++) {
            for (Purpose purpose : Purpose.values()) {
                for (long epoch = 0; epoch < 4; epoch++) {
                    for (long index = 0; index < 50; index++) {
                        seen.add(Randomness.bits(seed, purpose, epoch, index));
                    }
                }
            }
        }
        assertThat(seen).hasSize(4 * Purpose.values().length * 4 * 50);
    }

    @Test
    void uniformValuesAreUniform() {
        int[] tenths = new int[10];
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            double value = Randomness.uniform(7, Purpose.DROPOUT, 0, i);
            tenths[(int) (value * 10)]++;
            sum += value;
        }
        assertThat(sum / 100_000).isCloseTo(0.5, within(0.005));
        assertThat(Arrays.stream(tenths).boxed()).allMatch(count -> Math.abs(count - 10_000) < 400);
        assertThat(IntStream.range(0, 1000).map(i -> Randomness.below(3, 7, Purpose.DROPOUT, 0, i)).distinct().toArray())
                .containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void aPermutationHoldsEachPositionOnceAndDiffersByEpoch() {
        int[] first = Randomness.permutation(1000, 1, 0);
        assertThat(Arrays.stream(first).sorted().toArray()).isEqualTo(IntStream.range(0, 1000).toArray());
        assertThat(Randomness.permutation(1000, 1, 0)).isEqualTo(first);
        assertThat(Randomness.permutation(1000, 1, 1)).isNotEqualTo(first);
        assertThat(Randomness.permutation(1000, 2, 0)).isNotEqualTo(first);
        assertThat(Randomness.permutation(0, 1, 0)).isEmpty();
    }
}
