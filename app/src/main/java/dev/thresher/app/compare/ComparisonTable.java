package dev.thresher.app.compare;

import dev.thresher.app.chart.Numbers;
import dev.thresher.app.figure.BoundRun;
import dev.thresher.app.figure.RunGroup;
import dev.thresher.app.figure.Table;
import dev.thresher.app.figure.Table.Cell;
import dev.thresher.app.figure.Table.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * A comparison in rows: one for each run, or one for each setting with mean ± standard deviation over its seeds. Accuracies and ratios are
 * percentages, the difference to dense is in percentage points.
 */
public final class ComparisonTable {
    /** The title of the accuracy of the last epoch. */
    public static final String ACCURACY = "Accuracy (%)";
    /** The title of the accuracy of the best epoch. */
    public static final String BEST = "Best (%)";
    /** The title of the difference between a run's accuracy and that of the dense run. */
    public static final String TO_DENSE = "To dense";
    /** What has to be said wherever it is shown. */
    public static final String NOTE = "Best: accuracy of the epoch that was best on the test set, so chosen on it, which flatters; all else is of the last epoch.";

    private ComparisonTable() {
    }

    /** A row a run. */
    public static Table ofRuns(Comparison comparison) {
        List<Column> columns = List.of(new Column("Run", false), new Column("Model", false), new Column("Method", false),
                new Column("α", true), new Column("Seed", true));
        List<List<Cell>> rows = new ArrayList<>();
        for (BoundRun run : comparison.runs()) {
            List<Cell> row = new ArrayList<>(List.of(Cell.words(run.name()), Cell.words(run.experiment().model()), Cell.words(method(run)),
                    alpha(run.alpha()), Cell.count(run.experiment().seed())));
            measures(comparison, new RunGroup(List.of(run)), row);
            rows.add(row);
        }
        return table(comparison, columns, rows);
    }

    /** A row a setting. */
    public static Table ofGroups(Comparison comparison) {
        List<Column> columns = List.of(new Column("Setting", false), new Column("Method", false), new Column("α", true), new Column("Seeds", true));
        List<List<Cell>> rows = new ArrayList<>();
        for (RunGroup group : comparison.groups()) {
            List<Cell> row = new ArrayList<>(List.of(Cell.words(comparison.label(group)), Cell.words(method(group.first())), alpha(group.alpha()),
                    Cell.count(group.runs().size())));
            measures(comparison, group, row);
            rows.add(row);
        }
        return table(comparison, columns, rows);
    }

    private static Table table(Comparison comparison, List<Column> first, List<List<Cell>> rows) {
        List<Column> columns = new ArrayList<>(first);
        for (String title : List.of("Remaining (%)", ACCURACY, BEST, TO_DENSE)) {
            columns.add(new Column(title, true));
        }
        comparison.layers().forEach(layer -> columns.add(new Column(layer + " (%)", true)));
        return new Table("", NOTE, columns, List.of(rows));
    }

    private static String method(BoundRun run) {
        return run.dense() ? "dense" : "DST";
    }

    private static Cell alpha(double alpha) {
        return Cell.number(alpha, Numbers.text(alpha));
    }

    private static void measures(Comparison comparison, RunGroup group, List<Cell> row) {
        row.add(Cell.percent(group.over(BoundRun::remaining)));
        row.add(Cell.percent(group.over(run -> run.accuracy(false))));
        row.add(Cell.percent(group.over(run -> run.accuracy(true))));
        row.add(Cell.points(group.over(run -> run.accuracy(false) - run.denseAccuracy(comparison.runs(), false).mean())));
        comparison.layers().forEach(layer -> row.add(Cell.percent(group.over(run -> run.remaining(layer)))));
    }
}
