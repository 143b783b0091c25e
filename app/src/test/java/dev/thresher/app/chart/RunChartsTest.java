package dev.thresher.app.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunEvent.Kind;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunChartsTest {
    private final RunLog log = SampleRuns.lenet(3, 100); // an epoch takes 0.1 s

    private static PointSource points(ChartModel model, String name) {
        return model.series().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow().points();
    }

    @Test
    void stepsOnAnyAxis() {
        PointSource epochs = points(RunCharts.of(log, XUnit.EPOCHS).remaining(false), "fc1");
        assertThat(epochs.x(99)).isEqualTo(1);
        assertThat(epochs.x(149)).isEqualTo(1.5);
        PointSource seconds = points(RunCharts.of(log, XUnit.SECONDS).remaining(false), "fc1");
        assertThat(seconds.x(49)).isCloseTo(0.05, within(1e-9));
        assertThat(seconds.x(299)).isCloseTo(0.3, within(1e-9));
        assertThat(points(RunCharts.of(log, XUnit.STEPS).accuracy(null), RunCharts.ACCURACY).x(1)).isEqualTo(200);
        assertThat(points(RunCharts.of(log, XUnit.SECONDS).accuracy(null), RunCharts.ACCURACY).x(1)).isCloseTo(0.2, within(1e-9));
        assertThat(RunCharts.of(log, XUnit.SECONDS).losses().x().format(2)).isEqualTo("2.00\u2009s");
    }

    /** In the first epoch nobody knows how long it is: it is as long as it is so far, and the order of points is never wrong. */
    @Test
    void theFirstEpochIsNotYetThrough() {
        RunLog fresh = RunLog.empty("fresh", Experiment.standard(), List.of("fc1"), 10);
        PointSource epochs = points(RunCharts.of(fresh, XUnit.EPOCHS).remaining(false), "fc1");
        PointSource seconds = points(RunCharts.of(fresh, XUnit.SECONDS).remaining(false), "fc1");
        for (int step = 1; step <= 8; step++) {
            fresh.steps().append(new float[] {1, 0.1f, 1, 1, 1, 1, 1});
            assertThat(epochs.x(step - 1)).isEqualTo(1);
        }
        assertThat(epochs.x(3)).isEqualTo(0.5);
        assertThat(seconds.x(7)).isGreaterThan(seconds.x(6));
    }

    @Test
    void groupsAreMeansInABand() {
        RunLog deep = RunLog.empty("deep", Experiment.standard(), List.of("conv1", "block1.a", "block1.b", "fc"), 1);
        deep.steps().append(new float[] {1, 0.1f, 1, 1, 1, 0.5f, 0.9f, 0.2f, 0.6f, 1});
        ChartModel model = RunCharts.of(deep, XUnit.STEPS).remaining(true);
        assertThat(model.series()).extracting(Series::name).containsExactly("conv1", "block1", "fc", RunCharts.MODEL);
        Series block = model.series().get(1);
        assertThat(block.points().y(0)).isCloseTo(40, within(1e-4));
        assertThat(block.spread().low().y(0)).isCloseTo(20, within(1e-4));
        assertThat(block.spread().high().y(0)).isCloseTo(60, within(1e-4));
        assertThat(model.series().getFirst().spread()).isNull();
    }

    @Test
    void whatChangedTheTrainingIsMarkedWithWordsOnEveryChart() throws IOException {
        log.events().add(new RunEvent(100, 0.1, Kind.DECAY, "0.0010000000000000002"));
        log.events().add(new RunEvent(150, 0.15, Kind.ALPHA, "5.0E-6"));
        log.events().add(new RunEvent(150, 0.15, Kind.LEARNING_RATE, "1.0E-4"));
        log.events().add(new RunEvent(200, 0.2, Kind.RESET, "fc2"));
        log.events().add(new RunEvent(210, 0.21, Kind.FREEZE, ""));
        log.events().add(new RunEvent(220, 0.22, Kind.UNFREEZE, ""));
        log.events().add(new RunEvent(230, 0.23, Kind.PAUSED, ""));
        RunCharts charts = RunCharts.of(log, XUnit.STEPS);
        for (ChartModel model : List.of(charts.remaining(false), charts.accuracy(null), charts.losses(), charts.changes(false), charts.decays())) {
            Marks marks = model.marks();
            assertThat(marks.size()).as(model.title()).isEqualTo(6);
            assertThat(marks.size(RunCharts.RESETS)).isEqualTo(1);
            assertThat(java.util.stream.IntStream.range(0, 6).mapToObj(marks::text)).containsExactly("decay to 0.001", "α set to 5e-6",
                    "η set to 1e-4", "", "masks frozen", "masks free");
            assertThat(marks.x(4)).isEqualTo(210);
        }
        String csv = new String(CsvFile.of(charts.losses(), ViewState.FIT), StandardCharsets.UTF_8);
        assertThat(csv.lines().findFirst().orElseThrow()).isEqualTo("step,sparse loss,task loss,reset,change");
        assertThat(csv.lines().skip(150).findFirst().orElseThrow()).startsWith("150,").endsWith(",,α set to 5e-6;η set to 1e-4");
        assertThat(csv.lines().skip(200).findFirst().orElseThrow()).endsWith(",fc2,");
        Marks overEpochs = RunCharts.of(log, XUnit.EPOCHS).losses().marks();
        assertThat(overEpochs.size()).isEqualTo(6);
        assertThat(overEpochs.x(1)).isEqualTo(1.5);
    }

    @Test
    void theChangesOfLayersAreSetAside() {
        RunLog deep = SampleRuns.deep(Experiment.standard(), List.of("block1.0", "block1.1", "fc"), 50);
        RunCharts charts = RunCharts.of(deep, XUnit.STEPS);
        ChartModel each = charts.changes(false);
        assertThat(each.series()).extracting(Series::name).containsExactly("block1.0 recovered", "block1.0 pruned", "block1.1 recovered", "block1.1 pruned",
                "fc recovered", "fc pruned", "recovered", "pruned");
        assertThat(each.series()).filteredOn(one -> !one.aside()).extracting(Series::name).containsExactly("recovered", "pruned");
        assertThat(points(each, "fc pruned").y(20)).isEqualTo(deep.steps().column("fc.pruned").get(20));
        ChartModel grouped = charts.changes(true);
        assertThat(grouped.series()).hasSize(6);
        assertThat(points(grouped, "block1 recovered").y(20)).isEqualTo(points(each, "block1.0 recovered").y(20) + points(each, "block1.1 recovered").y(20));
        assertThat(points(grouped, "block1 pruned").y(7) + points(grouped, "fc pruned").y(7)).isEqualTo(points(grouped, "pruned").y(7));
    }

    @Test
    void aRunOfBeforeTheyWereCountedHasNoCurvesForThem() {
        assertThat(RunCharts.of(log, XUnit.STEPS).changes(false).series()).extracting(Series::name).containsExactly("recovered", "pruned");
    }

    @Test
    void aDenseRunIsDrawnBeside() {
        RunLog dense = SampleRuns.lenet(5, 20);
        ChartModel model = RunCharts.of(log, XUnit.STEPS).accuracy(dense);
        assertThat(points(model, RunCharts.DENSE_ACCURACY).size()).isEqualTo(5);
        assertThat(points(model, RunCharts.DENSE_ACCURACY).x(4)).isEqualTo(100);
        assertThat(model.axisOf(model.series().get(1)).label()).isEqualTo("Test accuracy");
    }
}
