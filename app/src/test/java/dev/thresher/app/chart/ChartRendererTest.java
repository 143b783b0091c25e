package dev.thresher.app.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunLog;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartRendererTest {
    private static final int WIDTH = 600;
    private static final int HEIGHT = 300;
    private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB_PRE);

    private ChartGeometry draw(ChartModel model, ViewState view) {
        return draw(new ChartRenderer(model), view);
    }

    private ChartGeometry draw(ChartRenderer renderer, ViewState view) {
        Graphics2D g = image.createGraphics();
        g.setBackground(new Color(0, true));
        g.clearRect(0, 0, WIDTH, HEIGHT);
        try {
            return renderer.drawScreen(g, view, WIDTH, HEIGHT, 1);
        } finally {
            g.dispose();
        }
    }

    private static ChartModel model(double... ys) {
        return new ChartModel("test", Axis.counting("Step"), Axis.percent("Ratio"), null,
                List.of(new Series("a", new Points(ys), 0, Series.Dash.SOLID, Series.Side.LEFT, false, 2)), Marks.none());
    }

    /** Whether the series' blue is within a pixel or two of there. */
    private boolean inkAt(double across, double down) {
        for (int y = (int) down - 2; y <= (int) down + 2; y++) {
            for (int x = (int) across - 2; x <= (int) across + 2; x++) {
                if (x >= 0 && y >= 0 && x < WIDTH && y < HEIGHT) {
                    int argb = image.getRGB(x, y);
                    if (argb >>> 24 > 100 && (argb & 0xFF) > (argb >> 16 & 0xFF) + 60) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    @Test
    void drawsTheCurveWhereItsGeometrySays() {
        ChartGeometry where = draw(model(80, 20, 60), ViewState.FIT);
        assertThat(where.left()).isEqualTo(new Range(0, 102));
        assertThat(inkAt(where.acrossOf(2), where.downOf(20, Series.Side.LEFT))).isTrue();
        assertThat(inkAt(where.acrossOf(1.5), where.downOf(50, Series.Side.LEFT))).isTrue();
        assertThat(inkAt(where.acrossOf(2), where.downOf(90, Series.Side.LEFT))).isFalse();
        assertThat(where.xAt(where.acrossOf(1.7))).isCloseTo(1.7, within(1e-9));
    }

    @Test
    void aHiddenSeriesLeavesNoInkAndMovesNothing() {
        ChartGeometry where = draw(model(80, 20, 60), ViewState.FIT.withHidden("a", true));
        assertThat(where.x()).isEqualTo(new Range(0, 3));
        assertThat(inkAt(where.acrossOf(2), where.downOf(20, Series.Side.LEFT))).isFalse();
    }

    @Test
    void zeroLiesOnTheFloorOfALogAxis() {
        ChartGeometry where = draw(model(100, 10, 0, 0, 5), ViewState.FIT.withLog(true));
        assertThat(where.left().low()).isEqualTo(5);
        assertThat(inkAt(where.acrossOf(3.5), where.plot().getMaxY() - 1)).isTrue();
        assertThat(where.downOf(0, Series.Side.LEFT)).isEqualTo(where.plot().getMaxY());
        // Halfway between 5 and the top in logarithms.
        double middle = Math.sqrt(where.left().low() * where.left().high());
        assertThat(where.downOf(middle, Series.Side.LEFT)).isCloseTo(where.plot().getCenterY(), within(1e-6));
    }

    @Test
    void onlyZerosOnALogAxis() {
        ChartGeometry where = draw(model(0, 0, 0), ViewState.FIT.withLog(true));
        assertThat(where.left().low()).isPositive();
    }

    @Test
    void aLogAxisTakesARangeThatBeginsBelowZero() {
        ChartGeometry where = draw(model(1, 50), ViewState.FIT.withLog(true).withRanges(null, new Range(-5, 60), null));
        assertThat(where.left()).isEqualTo(new Range(0.06, 60));
    }

    @Test
    void nothingOnePointAndOnlyGaps() {
        assertThat(draw(model(), ViewState.FIT).x()).isEqualTo(new Range(0, 10));
        assertThat(draw(model(), ViewState.FIT.withLog(true).withSmoothing(0.9)).left().low()).isPositive();
        ChartGeometry one = draw(model(40), ViewState.FIT);
        assertThat(one.x()).isEqualTo(new Range(0, 2));
        assertThat(inkAt(one.acrossOf(1), one.downOf(40, Series.Side.LEFT))).as("a point alone is a dot").isTrue();
        draw(model(Double.NaN, Double.NaN), ViewState.FIT.withLog(true));
    }

    @Test
    void accuracyThatIsNotThereLeavesTheRatio() {
        RunLog log = SampleRuns.empty(10);
        for (int epoch = 1; epoch <= 3; epoch++) {
            log.epochs().add(new EpochRow(epoch, epoch, epoch, 1, Double.NaN, Double.NaN, 0.5, List.of(0.5, 0.5, 0.5)));
        }
        ChartRenderer renderer = new ChartRenderer(RunCharts.perEpoch(log));
        ChartGeometry where = draw(renderer, ViewState.FIT);
        assertThat(where.right()).isEqualTo(new Range(0, 100));
        List<Reading> readings = renderer.read(ViewState.FIT, 2.2);
        assertThat(readings).extracting(Reading::value).containsExactly(50.0, Double.NaN);
        assertThat(readings).extracting(Reading::x).containsOnly(2.0);
    }

    @Test
    void thousandsOfResetsAreAtMostOneLineAPixel() {
        RunLog log = SampleRuns.lenet(2, 5_000);
        for (int i = 1; i <= 10_000; i++) {
            log.events().add(new RunEvent(i, i, RunEvent.Kind.RESET, i % 2 == 0 ? "fc1" : "fc2"));
        }
        ChartModel model = RunCharts.remainingPerStep(log);
        ChartGeometry where = draw(model, ViewState.FIT);
        assertThat(where.x().high()).isEqualTo(10_000);
        int marked = image.getRGB((int) where.plot().getCenterX(), (int) where.plot().getY() + 30) >>> 24;
        assertThat(marked).as("opacity of the marks").isBetween(30, 200);
        draw(model, ViewState.FIT.withHidden(RunCharts.RESETS, true));
        assertThat(image.getRGB((int) where.plot().getCenterX(), (int) where.plot().getY() + 30) >>> 24).isZero();
    }

    @Test
    void followsARunThatGrowsAndReadsItSmoothed() {
        RunLog log = SampleRuns.lenet(1, 100);
        ChartRenderer renderer = new ChartRenderer(RunCharts.remainingPerStep(log));
        ViewState smooth = ViewState.FIT.withSmoothing(0.9);
        assertThat(draw(renderer, smooth).x()).isEqualTo(new Range(0, 100));
        SampleRuns.extend(log, 1, 100, 0.01);
        assertThat(draw(renderer, smooth).x()).isEqualTo(new Range(0, 200));
        Reading last = renderer.read(smooth, 1e9).getFirst();
        assertThat(last.x()).isEqualTo(200);
        assertThat(last.value()).isEqualTo(100.0 * log.steps().column("fc1.remaining").get(199));
        assertThat(last.smoothed()).isNotEqualTo(last.value()).isBetween(80.0, 100.0);
        assertThat(renderer.read(ViewState.FIT, 1e9).getFirst().smoothed()).isEqualTo(last.value());
    }

    /** A band of one series must not lie over the line of another, nor hide whose it is. */
    @Test
    void bandsLieBehindAllLinesAndHaveEdges() {
        Points level = new Points(50, 50, 50);
        Points other = new Points(60, 60, 60);
        ChartModel alone = new ChartModel("test", Axis.counting("Step"), Axis.percent("Ratio"), null,
                List.of(new Series("a", level, 0, Series.Dash.SOLID, Series.Side.LEFT, false, 3)), Marks.none());
        ChartGeometry where = draw(alone, ViewState.FIT);
        int x = (int) where.acrossOf(1.5); // between two lines of the grid, as are 70 and 77
        int y = (int) where.downOf(50, Series.Side.LEFT);
        int pure = image.getRGB(x, y);
        draw(alone.withSeries(List.of(alone.series().getFirst(), new Series("b", other, 1, Series.Dash.SOLID, Series.Side.LEFT, false, 3)
                .withSpread(Spread.around(other, new Points(17, 17, 17), Spread.Kind.BAND)))), ViewState.FIT);
        assertThat(image.getRGB(x, y)).isEqualTo(pure);
        int inside = image.getRGB(x, (int) where.downOf(70, Series.Side.LEFT)) >>> 24;
        int edge = 0;
        for (int at = -2; at <= 2; at++) {
            edge = Math.max(edge, image.getRGB(x, (int) where.downOf(77, Series.Side.LEFT) + at) >>> 24);
        }
        assertThat(inside).as("translucent").isBetween(20, 60);
        assertThat(edge).as("the edge").isGreaterThan(inside + 20);
    }

    @Test
    void namesOfLayersLoseTheWordThatAllHaveInCommon() {
        assertThat(CategoryTicks.shorter(List.of("conv1", "block1.layer.0.conv1", "block1.layer.0.conv2", "fc"))).containsExactly("conv1", "block1.0.conv1", "block1.0.conv2", "fc");
        assertThat(CategoryTicks.shorter(List.of("lstm1.cell.xi", "lstm2.cell.xi"))).containsExactly("lstm1.xi", "lstm2.xi");
        assertThat(CategoryTicks.shorter(List.of("a.b.c", "a.x.c"))).as("the word differs").containsExactly("a.b.c", "a.x.c");
        assertThat(CategoryTicks.shorter(List.of("a.b.c", "a.c"))).as("two would be the same").containsExactly("a.b.c", "a.c");
        assertThat(CategoryTicks.shorter(List.of("fc1", "fc2"))).containsExactly("fc1", "fc2");
    }
}
