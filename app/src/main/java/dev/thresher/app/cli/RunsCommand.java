package dev.thresher.app.cli;

import dev.thresher.app.chart.Numbers;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.run.RunCatalogue;
import dev.thresher.engine.run.RunJson;
import dev.thresher.engine.run.RunOverview;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "runs", mixinStandardHelpOptions = true, versionProvider = VersionText.class, sortOptions = false,
        description = {"List the runs in a folder and below it, the newest last: where each stands, what remains, how accurate it is."},
        footerHeading = "%nExamples:%n", footer = {"  thresher runs", "  thresher runs experiments --json"})
final class RunsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "Where to look. Default: runs")
    private Path folder;

    @Option(names = "--json", description = "Print a JSON array on one line, and nothing else on standard output")
    private boolean json;

    /** A run as one JSON object; null where something is not known. */
    record Listed(String name, String folder, String state, String problem, String model, String dataset, String method, Double alpha,
                  Long seed, String started, int steps, int plannedSteps, Double testAccuracyLast, Double testAccuracyBest,
                  Double modelRemaining, Map<String, Double> layerRemaining, Double seconds, List<String> tags, String note) {
        static Listed of(RunOverview run) {
            boolean known = run.experiment() != null;
            return new Listed(run.name(), run.folder().toString(), Words.of(run.state()), run.problem(),
                    known ? run.experiment().model() : null, known ? run.experiment().data().dataset() : null,
                    known ? run.experiment().method().kind().id() : null, known ? number(RunsCommand.alpha(run)) : null,
                    known ? run.experiment().seed() : null, run.started() == null ? null : run.started().toString(), run.steps(),
                    run.plannedSteps(), number(run.accuracyLast()), number(run.accuracyBest()), number(run.modelRemaining()),
                    run.layerRemaining(), number(run.seconds()), run.notes().tags(), run.notes().note());
        }

        private static Double number(double value) {
            return Double.isNaN(value) ? null : value;
        }
    }

    RunsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path root = surroundings.resolve(folder == null ? Path.of("runs") : folder);
        if (folder != null && !Files.isDirectory(root)) {
            throw new UserError(root + ": is no folder; name one with runs in it");
        }
        RunCatalogue.Listing listing = new RunCatalogue().read(List.of(root));
        listing.problems().forEach(problem -> surroundings.err().println(problem));
        List<RunOverview> runs = listing.runs().stream().sorted(Comparator.comparing(RunsCommand::started)
                .thenComparing(RunOverview::name)).toList();
        if (json) {
            surroundings.out().println(RunJson.line(runs.stream().map(Listed::of).toList()));
        } else if (runs.isEmpty()) {
            surroundings.err().println("No runs in " + root + ": 'thresher train' makes one");
        } else {
            print(runs);
        }
        return Cli.OK;
    }

    private static Instant started(RunOverview run) {
        OffsetDateTime started = run.started();
        return started == null ? Instant.EPOCH : started.toInstant();
    }

    private static double alpha(RunOverview run) {
        return run.experiment().method().kind() == MethodKind.DENSE ? Double.NaN : run.experiment().method().alpha();
    }

    private void print(List<RunOverview> runs) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("run", "state", "α", "remaining", "accuracy", "best", "time"));
        for (RunOverview run : runs) {
            String state = run.state().live() ? String.format(Locale.ROOT, "training %.0f %%", Math.floor(100 * run.progress())) : Words.of(run.state());
            rows.add(List.of(run.name(), state, run.experiment() == null ? "–" : Numbers.text(alpha(run)), Texts.percent(run.modelRemaining()),
                    Texts.percent(run.accuracyLast()), Texts.percent(run.accuracyBest()),
                    Double.isNaN(run.seconds()) ? "–" : Texts.duration(run.seconds())));
        }
        surroundings.out().print(Aligned.of(rows, 2));
        // What is wrong with a folder is no part of the table.
        runs.stream().filter(run -> !run.problem().isEmpty()).forEach(run -> surroundings.err().println(
                run.problem().contains(run.name()) ? run.problem() : run.name() + ": " + run.problem()));
    }
}
