package dev.thresher.app.cli;

import dev.thresher.app.chart.Axis;
import dev.thresher.app.chart.ChartExport;
import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.FixedPoints;
import dev.thresher.app.chart.Format;
import dev.thresher.app.chart.Marks;
import dev.thresher.app.chart.Palette;
import dev.thresher.app.chart.Range;
import dev.thresher.app.chart.Series;
import dev.thresher.app.chart.Size;
import dev.thresher.app.chart.ViewState;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.bench.BenchReport;
import dev.thresher.engine.bench.BenchReport.Run;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Time of a step against what remains: as measured, as dense products take, and as it would be were time in proportion to the weights. */
final class BenchChart {
    static final String MASKED = "masked step";
    static final String DENSE = "dense step";
    static final String IDEAL = "dense step × remaining ratio";

    private static final double SHOWN = 102; // percent: room for the mark of a point at 100

    private BenchChart() {
    }

    /** @throws UserError where the file's name ends in no format of charts */
    static Format format(Path file) {
        String name = Words.name(file).toLowerCase(Locale.ROOT);
        return Arrays.stream(Format.values()).filter(format -> name.endsWith("." + format.extension())).findFirst().orElseThrow(() ->
                new UserError("--chart: " + file + " ends in none of " + Arrays.stream(Format.values()).map(format -> "." + format.extension())
                        .collect(Collectors.joining(", ")) + "; name it after what it shall be"));
    }

    /** Writes the steps with the first number of threads. @throws UserError where it cannot */
    static void write(BenchReport report, Path file) {
        ChartExport.write(of(report), ViewState.FIT.withRanges(new Range(0, SHOWN), null, null), Size.USUAL, file, format(file));
    }

    static ChartModel of(BenchReport report) {
        BenchReport.AtThreads first = report.measured().getFirst();
        List<Run> masked = first.steps().stream().filter(run -> run.method().equals("dst")).sorted(Comparator.comparingDouble(Run::remaining)).toList();
        double dense = report.denseStepMsMedian();
        double[] xs = masked.stream().mapToDouble(run -> 100 * run.remaining()).toArray();
        double[] ys = masked.stream().mapToDouble(run -> run.milliseconds().median()).toArray();
        return new ChartModel("%s, batch %d, %d thread%s: time of a training step".formatted(report.model(), report.batch(), first.threads(),
                first.threads() == 1 ? "" : "s"), new Axis("Remaining ratio", "%", false, null, new Range(0, 100)),
                new Axis("Time of a step", "ms", false, null, null), null,
                List.of(new Series(IDEAL, new FixedPoints(new double[] {0, 100}, new double[] {0, dense}), 2, Series.Dash.DOTTED, Series.Side.LEFT, false, 1.2),
                        new Series(DENSE, new FixedPoints(new double[] {0, 100}, new double[] {dense, dense}), 1, Series.Dash.DASHED, Series.Side.LEFT, false, 1.2),
                        new Series(MASKED, new FixedPoints(xs, ys), Palette.MAIN, Series.Dash.SOLID, Series.Side.LEFT, true, 1.6)),
                Marks.none());
    }
}
