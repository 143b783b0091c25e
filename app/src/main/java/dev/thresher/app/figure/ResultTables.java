package dev.thresher.app.figure;

import dev.thresher.app.figure.RunGroup.Mean;
import dev.thresher.datasets.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tables 1 and 2: what runs came to. */
final class ResultTables {
    private ResultTables() {
    }

    /** Table 1: networks on MNIST. */
    static Content mnist(Figure figure, List<BoundRun> runs) {
        require(figure, runs, "mnist", "MNIST");
        List<List<String>> rows = new ArrayList<>();
        networks(figure, runs).forEach((model, groups) -> {
            Mean dense = dense(figure, runs, model);
            for (RunGroup group : groups) {
                rows.add(List.of(Names.network(model), Names.number(group.alpha()), cell(dense), cell(group.mean(run -> run.accuracy(figure.options().best()))),
                        cell(group.mean(BoundRun::remaining)), String.valueOf(group.runs().size())));
            }
        });
        return new Content.Listing(new Table("Dynamic sparse training on MNIST", note(figure),
                List.of("Network", "α", "Dense accuracy (%)", "Sparse accuracy (%)", "Remaining (%)", "Seeds"),
                List.of(false, true, true, true, true, true), List.of(rows)));
    }

    /** Table 2: networks and methods on CIFAR-10. */
    static Content cifar10(Figure figure, List<BoundRun> runs) {
        require(figure, runs, "cifar-10", "CIFAR-10");
        List<List<List<String>>> sections = new ArrayList<>();
        networks(figure, runs).forEach((model, groups) -> {
            Mean dense = dense(figure, runs, model);
            List<List<String>> rows = new ArrayList<>();
            for (RunGroup group : groups) {
                Mean sparse = group.mean(run -> run.accuracy(figure.options().best()));
                rows.add(List.of(Names.network(model), Names.method(group.experiment().method().kind()), Names.number(group.alpha()), cell(dense), cell(sparse),
                        difference(sparse, dense), cell(group.mean(BoundRun::remaining)), String.valueOf(group.runs().size())));
            }
            sections.add(rows);
        });
        return new Content.Listing(new Table("Sparse training on CIFAR-10", note(figure),
                List.of("Network", "Method", "α", "Dense accuracy (%)", "Sparse accuracy (%)", "Difference", "Remaining (%)", "Seeds"),
                List.of(false, false, true, true, true, true, true, true), sections));
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
        Map<String, List<RunGroup>> found = new LinkedHashMap<>();
        for (RunGroup group : RunGroup.of(runs.stream().filter(run -> !run.dense()).toList())) {
            found.computeIfAbsent(group.experiment().model(), _ -> new ArrayList<>()).add(group);
        }
        if (found.isEmpty()) {
            throw new UserError(figure.template().number() + ": needs a sparse run, and only dense ones are bound");
        }
        found.values().forEach(groups -> groups.sort(Comparator.comparing((RunGroup group) -> group.experiment().method().kind()).thenComparingDouble(RunGroup::alpha)));
        return found;
    }

    private static Mean dense(Figure figure, List<BoundRun> runs, String model) {
        return Mean.of(runs.stream().filter(run -> run.dense() && run.experiment().model().equals(model)).mapToDouble(run -> run.accuracy(figure.options().best())).toArray());
    }

    /** {@code 97.89 ± 0.05} of a share; a dash where nothing is known. */
    static String cell(Mean share) {
        if (share.count() == 0) {
            return "–";
        }
        return share.count() == 1 ? String.format(Locale.ROOT, "%.2f", 100 * share.mean())
                : String.format(Locale.ROOT, "%.2f ± %.2f", 100 * share.mean(), 100 * share.deviation());
    }

    private static String difference(Mean sparse, Mean dense) {
        if (sparse.count() == 0 || dense.count() == 0) {
            return "–";
        }
        return String.format(Locale.ROOT, "%+.2f", 100 * (sparse.mean() - dense.mean())).replace('-', '−');
    }
}
