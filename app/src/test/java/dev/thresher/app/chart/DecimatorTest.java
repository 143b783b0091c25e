package dev.thresher.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimatorTest {
    private final PointBuffer out = new PointBuffer();

    private void decimate(PointSource points, int size, Range visible, int columns) {
        Decimator.decimate(new Extremes(points), size, visible, columns, false, out);
    }

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
        decimate(new Points(3, 1, 2), 3, new Range(1, 3), 100);
        assertThat(ys()).containsExactly(3.0, 1.0, 2.0);
    }

    @Test
    void keepsEveryColumnsExtremesAndTheEnds() {
        double[] values = new Random(1).doubles(10_000).toArray();
        values[4_321] = 50;
        values[7_654] = -50;
        decimate(new Points(values), values.length, new Range(1, 10_000), 100);
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
        decimate(new Points(values), values.length, new Range(5_000.5, 5_010.5), 100);
        assertThat(xs()).containsExactly(5000.0, 5001.0, 5002.0, 5003.0, 5004.0, 5005.0, 5006.0, 5007.0, 5008.0, 5009.0,
                5010.0, 5011.0);
    }

    @Test
    void zoomedIntoManyKeepsFirstAndLastVisible() {
        double[] values = new double[10_000];
        decimate(new Points(values), values.length, new Range(1_000, 9_000), 50);
        assertThat(xs()).startsWith(999.0, 1_000.0).endsWith(9_000.0, 9_001.0);
    }

    @Test
    void missingValuesAreGapsOnlyWhereAColumnHasNothingElse() {
        double nan = Double.NaN;
        decimate(new Points(nan, 1, nan, nan, 2, Double.POSITIVE_INFINITY, 3), 7, new Range(1, 7), 100);
        assertThat(ys()).containsExactly(1.0, nan, 2.0, nan, 3.0);

        double[] everySecond = new double[10_001];
        Arrays.setAll(everySecond, i -> i % 2 == 0 ? 1 : nan);
        decimate(new Points(everySecond), everySecond.length, new Range(1, 10_001), 100);
        assertThat(ys()).doesNotContain(nan);
    }

    @Test
    void nothingToDraw() {
        decimate(new Points(), 0, new Range(0, 1), 100);
        assertThat(out.size()).isZero();
        decimate(new Points(Double.NaN, Double.NaN), 2, new Range(1, 2), 100);
        assertThat(out.size()).isZero();
        decimate(new Points(1, 2), 2, new Range(10, 20), 100);
        assertThat(xs()).containsExactly(2.0);
    }

    @Test
    void knownExtremesOfGrowingPointsDrawWhatLookingAtAllOfThemDoes() {
        Random random = new Random(2);
        double[] values = random.doubles(20_000).map(y -> y < 0.02 ? Double.NaN : y > 0.98 ? Double.NEGATIVE_INFINITY : Math.rint(20 * y)).toArray();
        Arrays.fill(values, 3_000, 3_200, Double.NaN);
        Points points = new Points(values);
        Extremes known = new Extremes(points);
        for (int size = 900; size <= values.length; size += 1 + random.nextInt(1_500)) {
            int columns = 1 + random.nextInt(size / 3);
            boolean log = random.nextBoolean();
            Range visible = random.nextBoolean() ? new Range(1, size) : new Range(1 + random.nextInt(size / 8), size - random.nextInt(size / 8));
            Decimator.decimate(known, size, visible, columns, log, out);
            assertThat(xs()).as("%d points, %d columns, %s", size, columns, visible).isEqualTo(expected(values, size, visible, columns, log));
        }
    }

    /** The x of the first lowest and first highest point of each column between the first and the last visible point, those two, and one beyond. */
    private static List<Double> expected(double[] values, int size, Range visible, int columns, boolean log) {
        List<Double> xs = new ArrayList<>();
        int first = (int) visible.low() - 1;
        int last = (int) visible.high() - 1;
        double perX = columns / (log ? Math.log(visible.high() / visible.low()) : visible.length());
        boolean gap = true; // gaps in a row come to one, those before the first point to none
        for (int from = Math.max(0, first - 1); from < Math.min(size, last + 2); ) {
            int to = from + 1;
            if (from > first && from < last) {
                int column = column(from, visible, perX, log);
                while (to < last && column(to, visible, perX, log) == column) {
                    to++;
                }
            }
            int lowest = -1;
            int highest = -1;
            for (int i = from; i < to; i++) {
                if (Double.isFinite(values[i])) {
                    lowest = lowest < 0 || values[i] < values[lowest] ? i : lowest;
                    highest = highest < 0 || values[i] > values[highest] ? i : highest;
                }
            }
            if (lowest >= 0) {
                xs.add(Math.min(lowest, highest) + 1.0);
                if (lowest != highest) {
                    xs.add(Math.max(lowest, highest) + 1.0);
                }
            } else if (!gap) {
                xs.add(from + 1.0);
            }
            gap = lowest < 0;
            from = to;
        }
        return xs;
    }

    private static int column(int index, Range visible, double perX, boolean log) {
        double x = index + 1.0;
        return (int) ((log ? Math.log(x / visible.low()) : x - visible.low()) * perX);
    }
}
