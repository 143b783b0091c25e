package dev.thresher.engine.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

/** Bits against an array of booleans, on shapes around the edges of a byte. */
class PackedMaskTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 7", "2, 8", "5, 9", "4, 16", "3, 25", "1, 784"})
    void agreesWithAnArray(int rows, int columns) {
        boolean[] first = random(rows * columns, 1);
        boolean[] second = random(rows * columns, 2);
        PackedMask mask = PackedMask.of(rows, columns, first);
        PackedMask copy = PackedMask.ofBits(rows, columns, mask.bits());
        int[] perRow = new int[rows];
        int[] perColumn = new int[columns];
        List<Integer> different = new ArrayList<>();
        int kept = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                int at = i * columns + j;
                assertThat(copy.keeps(i, j)).isEqualTo(first[at]);
                kept += first[at] ? 1 : 0;
                perRow[i] += first[at] ? 1 : 0;
                perColumn[j] += first[at] ? 1 : 0;
                if (first[at] != second[at]) {
                    different.add(at);
                }
            }
        }
        assertThat(mask.kept()).isEqualTo(kept);
        assertThat(mask.remainingRatio()).isEqualTo((double) kept / (rows * columns));
        assertThat(mask.keptPerRow()).isEqualTo(perRow);
        assertThat(mask.keptPerColumn()).isEqualTo(perColumn);
        List<Integer> found = new ArrayList<>();
        mask.differences(PackedMask.of(rows, columns, second), found::add);
        assertThat(found).isEqualTo(different);
    }

    @Test
    void bitsBehindTheLastColumnCountForNothing() {
        PackedMask mask = PackedMask.ofBits(1, 3, new byte[] {(byte) 0xFD});
        assertThat(mask.kept()).isEqualTo(2);
        assertThat(mask.bits()).containsExactly(5);
    }

    @Test
    void otherShapesAreRefused() {
        assertThatThrownBy(() -> PackedMask.ofBits(2, 9, new byte[3])).isInstanceOf(IllegalArgumentException.class);
        PackedMask mask = PackedMask.of(1, 2, new boolean[2]);
        assertThatThrownBy(() -> mask.differences(PackedMask.of(2, 1, new boolean[2]), _ -> { })).isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean[] random(int size, long seed) {
        Random random = new Random(seed);
        boolean[] values = new boolean[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextInt(3) > 0;
        }
        return values;
    }
}
