package dev.thresher.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimatorTest {
    private final PointBuffer out = new PointBuffer();

    private List<Double> xs() {
        List<Double> xs = new ArrayList<>();
        for (int i = 0; i < out.size(); i++) {
            xs.add(out.x(i));
        }
        return xs;
    }

    private List<Double> ys() {
        List<Double> ys = new ArrayList<>();
        for (int i = 0; i < out.size(); i++) {
            ys.add(out.y(i));
        }
        return ys;
    }

    @Test
    void fewPointsAreAllKept() {
        Decimator.decimate(new Points(3, 1, 2), 3, new Range(1, 3), 100, out);
        assertThat(ys()).containsExactly(3.0, 1.0, 2.0);
    }

    @Test
    void keepsEveryColumnsExtremesAndTheEnds() {
        double[] values = new Random(1).doubles(10_000).toArray();
        values[4_321] = 50;
        values[7_654] = -50;
        Decimator.decimate(new Points(values), values.length, new Range(1, 10_000), 100, out);
        assertThat(out.size()).isLessThanOrEqualTo(206);
        assertThat(xs()).isSorted().startsWith(1.0).endsWith(10_000.0);
        assertThat(ys()).contains(50.0, -50.0).startsWith(values[0]).endsWith(values[9_999]);
        double perColumn = 9_999 / 100.0;
        for (int column = 0; column < 100; column++) {
            int from = (int) Math.ceil(column * perColumn);
            int to = (int) Math.min(9_999, Math.ceil((column + 1) * perColumn) - 1);
            double[] there = Arrays.copyOfRange(values, Math.max(1, from), Math.min(9_999, to + 1));
            assertThat(ys()).as("column %d", column)
                    .contains(Arrays.stream(there).min().orElseThrow(), Arrays.stream(there).max().orElseThrow());
        }
    }

    @Test
    void zoomLooksAtTheVisibleStretchAnewAndOnePointBeyond() {
        double[] values = new double[10_000];
        Arrays.setAll(values, i -> i);
        Decimator.decimate(new Points(values), values.length, new Range(5_000.5, 5_010.5), 100, out);
        assertThat(xs()).containsExactly(5000.0, 5001.0, 5002.0, 5003.0, 5004.0, 5005.0, 5006.0, 5007.0, 5008.0, 5009.0,
                5010.0, 5011.0);
    }

    @Test
    void zoomedIntoManyKeepsFirstAndLastVisible() {
        double[] values = new double[10_000];
        Decimator.decimate(new Points(values), values.length, new Range(1_000, 9_000), 50, out);
        assertThat(xs()).startsWith(999.0, 1_000.0).endsWith(9_000.0, 9_001.0);
    }

    @Test
    void missingValuesAreGapsOnlyWhereAColumnHasNothingElse() {
        double nan = Double.NaN;
        Decimator.decimate(new Points(nan, 1, nan, nan, 2, Double.POSITIVE_INFINITY, 3), 7, new Range(1, 7), 100, out);
        assertThat(ys()).containsExactly(1.0, nan, 2.0, nan, 3.0);

        double[] everySecond = new double[10_001];
        Arrays.setAll(everySecond, i -> i % 2 == 0 ? 1 : nan);
        Decimator.decimate(new Points(everySecond), everySecond.length, new Range(1, 10_001), 100, out);
        assertThat(ys()).doesNotContain(nan);
    }

    @Test
    void nothingToDraw() {
        Decimator.decimate(new Points(), 0, new Range(0, 1), 100, out);
        assertThat(out.size()).isZero();
        Decimator.decimate(new Points(Double.NaN, Double.NaN), 2, new Range(1, 2), 100, out);
        assertThat(out.size()).isZero();
        Decimator.decimate(new Points(1, 2), 2, new Range(10, 20), 100, out);
        assertThat(xs()).containsExactly(2.0);
    }
}
