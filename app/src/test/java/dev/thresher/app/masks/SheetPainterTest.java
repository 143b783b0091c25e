package dev.thresher.app.masks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.mask.PackedMask;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drawn at which size. */
class SheetPainterTest {
    private static final SheetColours COLOURS = SheetColours.LIGHT;

    private static PackedMask mask(int rows, int columns, double share) {
        Random random = new Random(3);
        boolean[] mask = new boolean[rows * columns];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextDouble() < share;
        }
        return PackedMask.of(rows, columns, mask);
    }

    private static int[] paint(SheetLayout layout, Shade shade, SheetView view, int width, int height) {
        int[] pixels = new int[width * height];
        new SheetPainter(layout, shade, COLOURS).paint(view, width, height, pixels);
        return pixels;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, 2, 7, 12})
    void enlargedEachWeightHasItsOwnColour(double scale) {
        PackedMask mask = mask(9, 50, 0.4);
        SheetLayout layout = SheetLayout.convolution(9, 5, 5, 2);
        SheetView view = new SheetView(2.25, -1, scale);
        int[] pixels = paint(layout, Shading.mask(mask, COLOURS).shade(), view, 160, 120);
        for (int y = 0; y < 120; y++) {
            for (int x = 0; x < 160; x++) {
                int entry = view.entry(layout, x + 0.5, y + 0.5);
                int expected = entry < 0 ? COLOURS.around() : mask.keeps(entry / 50, entry % 50) ? COLOURS.kept() : COLOURS.ground();
                int actual = pixels[y * 160 + x];
                boolean line = scale >= 10 && (view.entry(layout, x - 0.5, y + 0.5) != entry || view.entry(layout, x + 0.5, y - 0.5) != entry);
                if (!line && actual != expected) {
                    throw new AssertionError("at " + x + ", " + y + ": " + Integer.toHexString(actual));
                }
            }
        }
    }

    @Test
    void largeWeightsArePartedByLines() {
        int[] pixels = paint(SheetLayout.matrix(2, 2), _ -> COLOURS.kept(), new SheetView(0, 0, 12), 24, 24);
        assertThat(pixels[5 * 24 + 5]).isEqualTo(COLOURS.kept());
        assertThat(pixels[5 * 24 + 12]).isNotEqualTo(COLOURS.kept());
        assertThat(pixels[12 * 24 + 5]).isNotEqualTo(COLOURS.kept());
    }

    /** A pixel of many weights shows the kept fraction, by the square root of it. */
    @ParameterizedTest
    @CsvSource({"0.5, 4", "0.25, 16", "0.125, 64", "0.03125, 1024"})
    void reducedEachPixelShowsTheKeptFraction(double scale, int weights) {
        int side = (int) Math.round(4 / scale);
        PackedMask mask = mask(side, side, 0.3);
        int[] pixels = paint(SheetLayout.matrix(side, side), Shading.mask(mask, COLOURS).shade(), new SheetView(0, 0, scale), 4, 4);
        int block = side / 4;
        assertThat(block * block).isEqualTo(weights);
        for (int at = 0; at < 16; at++) {
            int kept = 0;
            for (int i = 0; i < weights; i++) {
                kept += mask.keeps(at / 4 * block + i / block, at % 4 * block + i % block) ? 1 : 0;
            }
            int expected = SheetColours.mix(COLOURS.ground(), COLOURS.kept(), Math.sqrt((double) kept / weights));
            for (int shift = 0; shift < 24; shift += 8) {
                assertThat(pixels[at] >> shift & 0xFF).isCloseTo(expected >> shift & 0xFF, org.assertj.core.data.Offset.offset(6));
            }
        }
    }

    @Test
    void aSingleWeightOfThousandsIsStillSeen() {
        int[] pixels = paint(SheetLayout.matrix(64, 64), entry -> entry == 0 ? COLOURS.kept() : Shade.NONE, new SheetView(0, 0, 1.0 / 64), 1, 1);
        assertThat(pixels[0]).isNotEqualTo(COLOURS.ground());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.013, 0.3, 0.7, 0.99, 1, 3})
    void outsideTheSheetNothingIsDrawn(double scale) {
        SheetLayout layout = SheetLayout.matrix(40, 40);
        int[] pixels = paint(layout, _ -> COLOURS.kept(), new SheetView(-100, -100, scale), 60, 50);
        for (int y = 0; y < 50; y++) {
            for (int x = 0; x < 60; x++) {
                boolean outside = (x + 1) / scale < 99 || (y + 1) / scale < 99 || x / scale > 141 || y / scale > 141;
                if (outside && pixels[y * 60 + x] != COLOURS.around()) {
                    throw new AssertionError("at " + x + ", " + y);
                }
            }
        }
    }

    @Test
    void viewsStayOnTheSheet() {
        SheetLayout layout = SheetLayout.matrix(512, 1024);
        SheetView whole = SheetView.whole(layout, 500, 400);
        assertThat(whole.scale()).isEqualTo(500.0 / 1024);
        SheetView near = whole;
        for (int i = 0; i < 40; i++) {
            near = near.zoomed(1.25, 250, 200, layout, 500, 400);
        }
        assertThat(near.scale()).isEqualTo(SheetView.LARGEST);
        int entry = near.entry(layout, 250, 200);
        assertThat(entry % 1024).isBetween(505, 519);
        assertThat(near.moved(1e9, 1e9, layout, 500, 400)).isEqualTo(new SheetView(0, 0, SheetView.LARGEST));
        assertThat(near.zoomed(1e-9, 10, 10, layout, 500, 400)).isEqualTo(whole);
        SheetView corner = near.showing(511 * 1024 + 1023, layout, 500, 400);
        assertThat(corner.left() + 500 / 64.0).isEqualTo(1024);
        assertThat(corner.showing(511 * 1024 + 1023, layout, 500, 400)).isEqualTo(corner);
    }
}
