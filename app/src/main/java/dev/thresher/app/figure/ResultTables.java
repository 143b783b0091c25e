package dev.thresher.app.figure;

import dev.thresher.app.chart.Numbers;
import dev.thresher.app.figure.Table.Cell;
import dev.thresher.app.figure.Table.Column;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Tables 1 and 2: what runs came to. */
final class ResultTables {
    private ResultTables() {
    }

    /** Table 1: networks on MNIST. */
    static Content mnist(Figure figure, List<BoundRun> runs) {
        require(figure, runs, "mnist", "MNIST");
        boolean best = figure.options().best();
        List<List<Cell>> rows = new ArrayList<>();
        networks(figure, runs).values().forEach(groups -> groups.forEach(group -> rows.add(List.of(network(group, groups), alpha(group),
                Cell.percent(group.first().denseAccuracy(runs, best)), Cell.percent(group.over(run -> run.accuracy(best))),
                Cell.percent(group.over(BoundRun::remaining)), Cell.count(group.runs().size())))));
        return new Content.Listing(new Table("Dynamic sparse training on MNIST", note(figure), List.of(new Column("Network", false), new Column("α", true),
                new Column("Dense accuracy (%)", true), new Column("Sparse accuracy (%)", true), new Column("Remaining (%)", true), new Column("Seeds", true)),
                List.of(rows)));
    }

    /** Table 2: networks and methods on CIFAR-10. */
    static Content cifar10(Figure figure, List<BoundRun> runs) {
        require(figure, runs, "cifar-10", "CIFAR-10");
        boolean best = figure.options().best();
        List<List<List<Cell>>> sections = new ArrayList<>();
        for (List<RunGroup> groups : networks(figure, runs).values()) {
            List<List<Cell>> rows = new ArrayList<>();
            for (RunGroup group : groups) {
                MeanAndDeviation dense = group.first().denseAccuracy(runs, best);
                MeanAndDeviation sparse = group.over(run -> run.accuracy(best));
                rows.add(List.of(network(group, groups), Cell.words(Names.method(group.experiment().method().kind())), alpha(group),
                        Cell.percent(dense), Cell.percent(sparse), Cell.points(MeanAndDeviation.of(sparse.mean() - dense.mean())),
                        Cell.percent(group.over(BoundRun::remaining)), Cell.count(group.runs().size())));
            }
            sections.add(rows);
        }
        return new Content.Listing(new Table("Sparse training on CIFAR-10", note(figure), List.of(new Column("Network", false), new Column("Method", false),
                new Column("α", true), new Column("Dense accuracy (%)", true), new Column("Sparse accuracy (%)", true), new Column("Difference", true),
                new Column("Remaining (%)", true), new Column("Seeds", true)), sections));
    }

    /** With the settings that set a row apart from others of the same network, where more than α does. */
    private static Cell network(RunGroup group, List<RunGroup> all) {
        String name = Names.network(group.experiment().model());
        List<Experiment> settings = all.stream().map(RunGroup::apartFromAlpha).distinct().toList();
        return Cell.words(settings.size() == 1 ? name : name + ", " + Names.telling(settings,
                IntStream.rangeClosed(1, settings.size()).mapToObj(i -> "setting " + i).toList()).get(settings.indexOf(group.apartFromAlpha())));
    }

    private static Cell alpha(RunGroup group) {
        return Cell.number(group.alpha(), Numbers.text(group.alpha()));
    }

    private static String note(Figure figure) {
        return (figure.options().best() ? "Accuracies of the best epoch (chosen on the test set)" : "Accuracies of the last epoch")
                + ", remaining ratio of the last; mean ± standard deviation over seeds.";
    }

    private static void require(Figure figure, List<BoundRun> runs, String dataset, String title) {
        for (BoundRun run : runs) {
            if (!run.experiment().data().dataset().equals(dataset)) {
                throw new UserError(figure.template().number() + ": lists runs on " + title + ", and " + run.name() + " was trained on "
                        + run.experiment().data().dataset() + "; leave it out");
            }
            if (run.log().epochs().size() == 0) {
                throw new UserError(figure.template().number() + ": " + run.name() + " has no finished epoch yet; let it train on, or leave it out");
            }
        }
    }

    /** Groups of sparse runs by network, methods together, α rising. */
    private static Map<String, List<RunGroup>> networks(Figure figure, List<BoundRun> runs) {
        Map<String, List<RunGroup>> found = RunGroup.by(RunGroup.of(runs.stream().filter(run -> !run.dense()).toList()), group -> group.experiment().model());
        if (found.isEmpty()) {
            throw new UserError(figure.template().number() + ": needs a sparse run, and only dense ones are given");
        }
        found.values().forEach(groups -> groups.sort(Comparator.comparing((RunGroup group) -> group.experiment().method().kind()).thenComparingDouble(RunGroup::alpha)));
        return found;
    }
}
