package dev.thresher.engine.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Register tiles against the sums that they stand for, bit by bit. */
class TileTest {
    // column of A, row of B, how many; in some order, with gaps
    private static final int[] SHORT = {2, 5, 7, 11, 0, 1, 12, 13, 5};
    private static final int[] LONG = {2, 5, 70, 75, 0, 1, 80, 77, 64};
    private static final int DEPTH = 150;

    private final Random random = new Random(7);

    @ParameterizedTest(name = "A {0}, {1} floats behind each row of B")
    @CsvSource({"PACKED, 0", "PACKED, 5", "BY_ROW, 0", "BY_ROW, 5", "BY_COLUMN, 0", "BY_COLUMN, 5"})
    void everyEntryIsOneChainOfFusedMultiplyAdds(TileShape.A form, int gap) {
        for (int rows = 3; rows <= Tile.ROWS; rows++) {
            for (int vectors = 1; vectors <= Tile.VECTORS; vectors++) {
                for (int[] runs : new int[][] {SHORT, LONG}) {
                    Tile tile = tile(vectors, gap, runs);
                    tile.aRow = form == TileShape.A.BY_ROW ? 151 : 1;
                    tile.aStep = form == TileShape.A.BY_ROW ? 1 : form == TileShape.A.PACKED ? rows : 37;
                    float[] start = tile.start;
                    float[] expected = expected(tile, rows, vectors);

                    tile.multiply(rows, vectors);

                    assertThat(tile.c).as("%d rows by %d vectors, first run of %d", rows, vectors, runs[2]).isEqualTo(expected);
                    assertThat(tile.start).as("what C starts from stays for the next call").isSameAs(start);
                    assertThat(tile.endRun).as("so do the runs").isEqualTo(runs.length / 3);
                }
            }
        }
    }

    @Test
    void anAWhoseEntriesHaveNoNeighboursIsRefused() {
        Tile tile = tile(1, 0, SHORT);
        tile.aRow = 50;
        tile.aStep = 2;

        assertThatIllegalStateException().isThrownBy(() -> tile.multiply(3, 1)).withMessageContaining("50 and 2 apart");
    }

    private Tile tile(int vectors, int gap, int[] runs) {
        Tile tile = new Tile();
        tile.a = random(8000);
        tile.aAt = 3;
        tile.bStep = vectors * Lanes.COUNT + gap;
        tile.b = random(2 + DEPTH * tile.bStep);
        tile.bAt = 2;
        tile.runs = runs;
        tile.firstRun = 0;
        tile.endRun = runs.length / 3;
        tile.startFrom(random(2000), 4, 9, Lanes.COUNT - 1);
        tile.endIn(random(2000), 6, vectors * Lanes.COUNT + 3);
        return tile;
    }

    private float[] random(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** All of C as it ought to be afterwards: what lies between the rows stays. */
    private static float[] expected(Tile tile, int rows, int vectors) {
        float[] c = tile.c.clone();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < vectors * Lanes.COUNT; column++) {
                int vector = column / Lanes.COUNT;
                float sum = tile.start[tile.startAt + row * tile.startRow + vector * tile.startVector + column % Lanes.COUNT];
                for (int run = 0; run < tile.runs.length; run += 3) {
                    for (int k = 0; k < tile.runs[run + 2]; k++) {
                        float a = tile.a[tile.aAt + row * tile.aRow + (tile.runs[run] + k) * tile.aStep];
                        sum = Math.fma(a, tile.b[tile.bAt + (tile.runs[run + 1] + k) * tile.bStep + column], sum);
                    }
                }
                c[tile.cAt + row * tile.cRow + column] = sum;
            }
        }
        return c;
    }
}
