package dev.thresher.app.cli;

import dev.thresher.datasets.Dataset;
import dev.thresher.engine.experiment.Device;
import dev.thresher.engine.experiment.ExecutionConfig;
import dev.thresher.engine.run.RecordedRun;
import dev.thresher.engine.run.RunJson;
import dev.thresher.engine.run.Weights;
import dev.thresher.engine.train.RunEvaluation;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "eval", mixinStandardHelpOptions = true, versionProvider = VersionText.class, sortOptions = false,
        description = {"Evaluate the weights that a run kept on its test set: loss, accuracy, what remains."},
        footerHeading = "%nExamples:%n", footer = {"  thresher eval runs/NAME", "  thresher eval runs/NAME --weights best --json"})
final class EvalCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "RUN", description = "The run folder: the one that holds experiment.json")
    private Path folder;

    @Option(names = "--weights", paramLabel = "last|best",
            description = "Those of the last epoch, or of the one with the best test accuracy (chosen on the test set). Default: last")
    private Weights weights = Weights.LAST;

    @Option(names = "--data", paramLabel = "DIR", description = "Look for its data set here first")
    private Path data;

    @Option(names = "--threads", paramLabel = "N", description = "Default: as many as the run had")
    private Integer threads;

    @Option(names = "--device", paramLabel = "cpu|cuda|cuda:N|auto", description = "Where to compute. Default: where the run did")
    private Device device;

    @Option(names = "--json", description = "Print the result as one JSON object on one line, and nothing else on standard output")
    private boolean json;

    EvalCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path run = surroundings.resolve(folder);
        RecordedRun.Origin origin = RecordedRun.origin(run);
        ExecutionConfig execution = origin.experiment().execution();
        execution = threads == null ? execution : execution.withThreads(threads);
        execution = device == null ? execution : execution.withDevice(device);
        Complaints.check(origin.experiment().withExecution(execution));
        Dataset dataset = RunData.load(origin.experiment(), surroundings, data);
        AtomicBoolean stopped = new AtomicBoolean();
        try (Interrupts.Watch _ = surroundings.interrupts().watch(() -> stopped.set(true))) {
            RunEvaluation result = RunEvaluation.of(run, weights, dataset, execution, stopped::get);
            if (json) {
                surroundings.out().println(RunJson.line(result));
            } else {
                print(result, dataset);
            }
            return Cli.OK;
        } catch (CancellationException e) {
            surroundings.err().println("Stopped: " + e.getMessage());
            return Cli.INTERRUPTED;
        }
    }

    private void print(RunEvaluation result, Dataset dataset) {
        surroundings.out().printf("test accuracy       %s   %s of %s, %s weights after step %s%n", Texts.percent(result.accuracy()),
                Texts.count(result.examples()) + " examples", dataset.name(), Words.of(weights), Texts.count(result.step()));
        surroundings.out().printf("test loss           %.4f%n", result.loss());
        surroundings.out().printf("remaining           %s   of all masked weights%n", Texts.percent(result.modelRemaining()));
        result.layerRemaining().forEach((layer, ratio) -> surroundings.out().printf("  %-18s%s%n", layer, Texts.percent(ratio)));
        surroundings.out().printf("time                %s%n", Texts.duration(result.seconds()));
    }
}
