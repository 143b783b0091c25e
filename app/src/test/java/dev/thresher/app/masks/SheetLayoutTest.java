package dev.thresher.app.masks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every weight has its place on the sheet, and no other. */
class SheetLayoutTest {
    static Stream<SheetLayout> layouts() {
        return Stream.of(SheetLayout.matrix(1, 1), SheetLayout.matrix(100, 300), SheetLayout.matrix(10, 500), SheetLayout.matrix(400, 3),
                SheetLayout.convolution(20, 1, 5, 5), SheetLayout.convolution(50, 20, 5, 5), SheetLayout.convolution(64, 3, 3, 3),
                SheetLayout.convolution(32, 16, 1, 1), SheetLayout.convolution(16, 32, 1, 1), SheetLayout.convolution(6, 2, 1, 1), SheetLayout.convolution(9, 7, 3, 3), SheetLayout.convolution(7, 9, 1, 3), SheetLayout.pictures(30, 1, 28, 28),
                SheetLayout.pictures(11, 3, 8, 6), SheetLayout.pictures(1, 1, 4, 5));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyUnitBelongsToTheWeightThatLiesThere(SheetLayout layout) {
        int[] units = new int[layout.rows() * layout.columns()];
        for (int y = 0; y < layout.height(); y++) {
            for (int x = 0; x < layout.width(); x++) {
                int entry = layout.entry(x, y);
                if (entry >= 0) {
                    units[entry]++;
                    assertThat(x - layout.x(entry)).isBetween(0, layout.unitWidth() - 1);
                    assertThat(y - layout.y(entry)).isBetween(0, layout.unitHeight() - 1);
                }
            }
        }
        assertThat(units).containsOnly(layout.unitWidth() * layout.unitHeight());
        assertThat(layout.entry(-1, 0)).isEqualTo(-1);
        assertThat(layout.entry(0, layout.height())).isEqualTo(-1);
        assertThat(layout.entry(layout.width(), 0)).isEqualTo(-1);
    }

    @Test
    void aConvolutionIsAGridOfFiltersAndChannels() {
        SheetLayout layout = SheetLayout.convolution(20, 20, 5, 5);
        assertThat(layout.width()).isEqualTo(20 * 6 - 1);
        assertThat(layout.height()).isEqualTo(20 * 6 - 1);
        int entry = ((3 * 20 + 7) * 5 + 1) * 5 + 2; // [3, 7, 1, 2]
        assertThat(layout.x(entry)).isEqualTo(7 * 6 + 2);
        assertThat(layout.y(entry)).isEqualTo(3 * 6 + 1);
        assertThat(layout.entry(5, 0)).as("between kernels").isEqualTo(-1);
    }

    @Test
    void manyFiltersStandSideBySide() {
        SheetLayout layout = SheetLayout.convolution(50, 20, 5, 5);
        assertThat(layout.turned()).isTrue();
        assertThat(layout.width()).isEqualTo(50 * 6 - 1);
        assertThat(layout.height()).isEqualTo(20 * 6 - 1);
        int entry = ((3 * 20 + 7) * 5 + 1) * 5 + 2; // [3, 7, 1, 2]
        assertThat(layout.x(entry)).isEqualTo(3 * 6 + 2);
        assertThat(layout.y(entry)).isEqualTo(7 * 6 + 1);
        assertThat(layout.entry(5, 0)).as("between filters").isEqualTo(-1);
        assertThat(SheetLayout.convolution(2048, 512, 1, 1).width()).isEqualTo(2048);
    }

    @Test
    void neuronsArePicturesInAGrid() {
        SheetLayout layout = SheetLayout.pictures(300, 1, 28, 28);
        assertThat((double) layout.width() / layout.height()).isBetween(1.2, 2.0);
        int second = 784 + 3 * 28 + 4; // neuron 1, row 3, column 4
        assertThat(layout.x(second)).isGreaterThan(28 + 4);
        assertThat(layout.y(second)).isEqualTo(3);
    }

    @Test
    void slimMatricesAreStretched() {
        SheetLayout layout = SheetLayout.matrix(10, 500);
        assertThat(layout.unitHeight()).isEqualTo(12);
        assertThat(layout.height()).isEqualTo(120);
        assertThat(SheetLayout.matrix(100, 300).unitHeight()).isEqualTo(1);
    }
}
