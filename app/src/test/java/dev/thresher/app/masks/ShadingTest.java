package dev.thresher.app.masks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.mask.LayerWeights;
import dev.thresher.engine.mask.PackedMask;
import dev.thresher.engine.run.MaskSnapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What colours, histories and numbers say of a layer small enough to be counted by hand. */
class ShadingTest {
    private static final SheetColours COLOURS = SheetColours.DARK;
    private static final PackedMask FIRST = PackedMask.of(2, 2, new boolean[] {true, true, true, true});
    private static final PackedMask SECOND = PackedMask.of(2, 2, new boolean[] {true, false, true, false});
    private static final PackedMask THIRD = PackedMask.of(2, 2, new boolean[] {true, true, false, false});
    private static final LayerWeights WEIGHTS = new LayerWeights(20, 2, 2, new float[] {0.5f, -0.25f, -0.125f, 0.1f}, new float[] {0.2f, 0.3f});
    private static final MaskHistory HISTORY = new MaskHistory(List.of(0, 10, 20), List.of(FIRST, SECOND, THIRD), 3);

    private static List<Integer> colours(Shading shading) {
        return IntStream.range(0, 4).map(shading.shade()::of).boxed().toList();
    }

    @Test
    void changesBetweenTwoMoments() {
        Shading change = Shading.change(SECOND, THIRD, "pruned", "recovered", "kept", COLOURS);
        assertThat(colours(change)).containsExactly(COLOURS.same(), COLOURS.negative(), COLOURS.positive(), Shade.NONE);
        assertThat(change.legend().swatches()).extracting(Legend.Swatch::label).containsExactly("1 pruned", "1 recovered", "1 kept");
    }

    @Test
    void agesCountFromTheLastChange() {
        assertThat(HISTORY.changed(2)).containsExactly(-1, 20, 20, 10);
        assertThat(HISTORY.changed(1)).containsExactly(-1, 10, -1, 10);
        assertThat(HISTORY.changes(1)).containsExactly(10, 20);
        assertThat(HISTORY.of(1)).containsExactly(true, false, true);
        Shading age = Shading.age(HISTORY.changed(2), 20, 0, COLOURS);
        assertThat(colours(age)).containsExactly(Shade.NONE, COLOURS.recent(), COLOURS.recent(),
                SheetColours.mix(COLOURS.recent(), COLOURS.old(), 0.5));
    }

    @Test
    void weightsAndMarginsDivergeFromZero() {
        Shading weight = Shading.weight(SECOND, WEIGHTS, COLOURS);
        assertThat(colours(weight)).containsExactly(COLOURS.positive(), Shade.NONE, COLOURS.diverging(-0.25), Shade.NONE);
        Shading margin = Shading.margin(WEIGHTS, COLOURS);
        assertThat(margin.legend().ramp().high()).isEqualTo("≥ 0.300");
        assertThat(colours(margin).getFirst()).isEqualTo(COLOURS.positive());
        assertThat(colours(margin).get(3)).isEqualTo(COLOURS.diverging((0.1f - 0.3f) / 0.3f));
    }

    /** A layer that lies on the sheet as it lies in memory. */
    private static List<String> csv(Shading... shadings) {
        SheetLayout layout = SheetLayout.matrix(2, 2);
        return new String(SheetCsv.bytes(Stream.of(shadings).map(one -> new MaskSheet("", "", layout, one, COLOURS)).toList()),
                StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void theNumbersBehindTheColours() {
        assertThat(csv(Shading.mask(SECOND, COLOURS), Shading.mask(THIRD, COLOURS))).containsExactly("sheet,row,0,1", "1,0,1,0", "1,1,1,0", "2,0,1,1", "2,1,0,0");
        assertThat(csv(Shading.weight(SECOND, WEIGHTS, COLOURS))).containsExactly("sheet,row,0,1", "1,0,0.5,", "1,1,-0.125,");
        assertThat(csv(Shading.margin(WEIGHTS, COLOURS))).element(2).isEqualTo("1,1," + (0.125f - 0.3f) + "," + (0.1f - 0.3f));
        assertThat(csv(Shading.age(HISTORY.changed(2), 20, 0, COLOURS))).containsExactly("sheet,row,0,1", "1,0,,0", "1,1,0,10");
        assertThat(csv(Shading.change(SECOND, THIRD, "pruned", "recovered", "kept", COLOURS))).containsExactly("sheet,row,0,1", "1,0,kept,recovered", "1,1,pruned,");
    }

    @Test
    void statisticsOfWeightsAndThresholds() {
        LayerStatistics numbers = LayerStatistics.of(WEIGHTS);
        assertThat(numbers.most()).isEqualTo(0.5f);
        assertThat(IntStream.of(numbers.all()).sum()).isEqualTo(4);
        assertThat(IntStream.of(numbers.kept()).sum()).as("0.5 and −0.25 exceed 0.2").isEqualTo(2);
        assertThat(numbers.all()[LayerStatistics.BINS - 1]).isEqualTo(1);
        assertThat(numbers.all()[LayerStatistics.BINS / 2]).as("0.25 of 0.5").isEqualTo(1);
        assertThat(numbers.thresholds()).containsExactly(0.2f, 0.3f);
        LayerStatistics dense = LayerStatistics.of(new LayerWeights(1, 1, 2, new float[] {0, Float.NaN}, null));
        assertThat(dense.thresholds()).isEmpty();
        assertThat(IntStream.of(dense.kept()).sum()).isEqualTo(2);
    }

    @Test
    void ofTooManySnapshotsAnEvenChoiceIsHeld() {
        List<MaskSnapshot.Place> places = IntStream.range(0, 101).mapToObj(i -> new MaskSnapshot.Place(i, Path.of("x" + i))).toList();
        assertThat(MaskHistory.choose(places, 5)).extracting(MaskSnapshot.Place::step).containsExactly(0, 25, 50, 75, 100);
        assertThat(MaskHistory.choose(places, 101)).isEqualTo(places);
    }
}
