package dev.thresher.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A comparison in rows: one for each run, or one for each setting with mean ± standard deviation over its seeds. Accuracies and ratios are
 * percentages, the difference to dense is in percentage points.
 */
public record ComparisonTable(List<Column> columns, List<List<Cell>> rows) {
    /** @param number whether its cells are numbers, to be aligned and sorted as such */
    public record Column(String title, boolean number) {
    }

    /**
     * @param text as people read it
     * @param value NaN for words, and where nothing is known
     * @param deviation NaN where there is none
     */
    public record Cell(String text, double value, double deviation) {
        static Cell words(String text) {
            return new Cell(text, Double.NaN, Double.NaN);
        }
    }

    private static final String UNKNOWN = "–";

    /** A row a run. */
    public static ComparisonTable ofRuns(Comparison comparison) {
        List<Column> columns = new ArrayList<>(List.of(new Column("Run", false), new Column("Model", false), new Column("Method", false),
                new Column("α", true), new Column("Seed", true)));
        measures(comparison, columns);
        List<List<Cell>> rows = new ArrayList<>();
        for (ComparedRun run : comparison.runs()) {
            List<Cell> row = new ArrayList<>(List.of(Cell.words(run.name()), Cell.words(run.experiment().model()), Cell.words(method(run)),
                    alpha(run.alpha()), new Cell(Long.toString(run.experiment().seed()), run.experiment().seed(), Double.NaN)));
            measures(comparison, new RunGroup("", List.of(run)), row);
            rows.add(row);
        }
        return new ComparisonTable(List.copyOf(columns), List.copyOf(rows));
    }

    /** A row a setting. */
    public static ComparisonTable ofGroups(Comparison comparison) {
        List<Column> columns = new ArrayList<>(List.of(new Column("Setting", false), new Column("Method", false), new Column("α", true),
                new Column("Seeds", true)));
        measures(comparison, columns);
        List<List<Cell>> rows = new ArrayList<>();
        for (RunGroup group : comparison.groups()) {
            List<Cell> row = new ArrayList<>(List.of(Cell.words(group.label()), Cell.words(method(group.runs().getFirst())), alpha(group.alpha()),
                    new Cell(Integer.toString(group.runs().size()), group.runs().size(), Double.NaN)));
            measures(comparison, group, row);
            rows.add(row);
        }
        return new ComparisonTable(List.copyOf(columns), List.copyOf(rows));
    }

    private static String method(ComparedRun run) {
        return run.dense() ? "dense" : "DST";
    }

    private static Cell alpha(double alpha) {
        return new Cell(NumberList.text(alpha), alpha, Double.NaN);
    }

    private static void measures(Comparison comparison, List<Column> columns) {
        for (String title : List.of("Remaining, %", "Accuracy, %", "Best, %", "To dense")) {
            columns.add(new Column(title, true));
        }
        comparison.layers().forEach(layer -> columns.add(new Column(layer + ", %", true)));
    }

    private static void measures(Comparison comparison, RunGroup group, List<Cell> row) {
        row.add(percent(group, run -> run.at().modelRemaining(), false));
        row.add(percent(group, run -> run.at().accuracyLast(), false));
        row.add(percent(group, run -> run.at().accuracyBest(), false));
        row.add(percent(group, run -> run.at().accuracyLast() - comparison.denseAccuracy(run), true));
        comparison.layers().forEach(layer -> row.add(percent(group, run -> run.remaining(layer), false)));
    }

    private static Cell percent(RunGroup group, ToDoubleFunction<ComparedRun> share, boolean signed) {
        MeanAndDeviation m = group.over(share);
        double mean = 100 * m.mean();
        double deviation = 100 * m.deviation();
        String text = Double.isNaN(mean) ? UNKNOWN : String.format(Locale.ROOT, signed ? "%+.2f" : "%.2f", mean)
                + (Double.isNaN(deviation) ? "" : String.format(Locale.ROOT, " ± %.2f", deviation));
        return new Cell(text, mean, deviation);
    }
}
