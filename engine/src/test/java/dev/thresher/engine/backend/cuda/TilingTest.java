package dev.thresher.engine.backend.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is chosen keeps a GPU busy: enough blocks where the product is large enough for them, and no more parts than needed. */
class TilingTest {
    private static long blocks(Tiling tiling, int rows, long columns) {
        return (long) tiling.tile().count(rows, columns) * tiling.splits();
    }

    /** The layers of LeNet-300-100, a recurrent product, the last convolutions of VGG-16, and gradients of weights. */
    @ParameterizedTest
    @CsvSource({"300, 64, 784", "784, 64, 300", "300, 784, 64", "512, 128, 128", "512, 256, 4608", "64, 576, 65536", "64, 27, 65536"})
    void manyBlocksShareASmallProduct(int rows, long columns, long depth) {
        assertThat(blocks(Tiling.choose(rows, columns, 1, depth, false), rows, columns)).as("fp32").isGreaterThanOrEqualTo(32);
        assertThat(blocks(Tiling.choose(rows, columns, 1, depth, true), rows, columns)).as("tf32").isGreaterThanOrEqualTo(32);
    }

    @Test
    void sumsOfALargeProductAreNotCut() {
        assertThat(Tiling.choose(128, 65536, 1, 1152, true)).isEqualTo(new Tiling(Tiling.Tile.LARGE, 1));
        assertThat(Tiling.choose(128, 65536, 1, 1152, false)).isEqualTo(new Tiling(Tiling.Tile.WIDE, 1));
    }

    @Test
    void noPartIsEmptyByChoice() {
        for (int depth = 1; depth < 200; depth += 13) {
            assertThat(Tiling.choose(10, 32, 1, depth, true).splits()).isLessThanOrEqualTo(Math.ceilDiv(depth, 16));
        }
    }
}
