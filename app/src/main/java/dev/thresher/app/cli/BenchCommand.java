package dev.thresher.app.cli;

import dev.thresher.app.measure.WindowTimes;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.bench.BenchReport;
import dev.thresher.engine.bench.Benchmark;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.ExecutionConfig;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.run.RunJson;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "bench", mixinStandardHelpOptions = true, versionProvider = VersionText.class, sortOptions = false,
        description = {"Measure this machine: time of a training step, speed of the matrix products, memory.",
            "It takes about half a minute; other work on the machine makes it slower and less certain."},
        footerHeading = "%nExamples:%n",
        footer = {"  thresher bench", "  thresher bench lenet-300-100 --threads 1 --remaining 1,0.1,0.03 --json"})
final class BenchCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "The network. Default: ${default.model}")
    private String model;

    @Option(names = "--remaining", paramLabel = "X", split = ",",
            description = "Shares of the weights that masks keep, one masked step is measured for each. Default: 1,0.1,0.03")
    private List<Double> remaining = List.of(1.0, 0.1, 0.03);

    @Option(names = "--batch", paramLabel = "N", description = "Examples a step. Default: ${default.batch}")
    private Integer batch;

    @Option(names = "--threads", paramLabel = "N", description = "Default here: ${default.threads}")
    private Integer threads;

    @Option(names = "--backend", paramLabel = "simd|ejml", description = "Default: ${default.backend}")
    private BackendKind backend;

    @Option(names = "--json", description = "End standard output with the report as one JSON object on one line, and print nothing else there")
    private boolean json;

    @Option(names = "--window", description = {"Measure the workbench instead: how much of its speed a training keeps while the window shows it, and how soon "
            + "Start, Pause and Stop answer. Takes about two minutes; needs no display."})
    private boolean window;

    @Option(names = "--data", paramLabel = "DIR", description = "With --window: where to look for data sets first")
    private Path data;

    BenchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Windows.NoDisplay {
        Experiment experiment = experiment();
        Complaints.check(experiment);
        if (window) {
            DataFolders folders = surroundings.dataFolders(data);
            experiment = experiment.withData(experiment.data().withDataset(DataChoice.of(experiment.data().dataset(), folders).name()));
            WindowTimes times = surroundings.windows().measure(experiment, folders, this::tell);
            surroundings.out().print(json ? RunJson.line(times) + System.lineSeparator() : BenchTable.of(times));
            return Cli.OK;
        }
        for (double share : remaining) {
            if (!(share > 0 && share <= 1)) {
                throw new UserError("--remaining: " + Texts.number(share) + " is not above 0 and at most 1");
            }
        }
        BenchReport report = new Benchmark(experiment, this::tell).run(remaining);
        if (json) {
            surroundings.out().println(RunJson.line(report));
        } else {
            surroundings.out().print(BenchTable.of(report));
        }
        return Cli.OK;
    }

    private void tell(String what) {
        surroundings.err().println("Measuring " + what + " …");
    }

    private Experiment experiment() {
        Experiment e = model == null ? Experiment.standard() : Presets.of(model);
        ExecutionConfig usual = e.execution();
        e = e.withExecution(usual.withBackend(backend == null ? usual.backend() : backend).withThreads(threads == null ? usual.threads() : threads));
        return batch == null ? e : e.withData(e.data().withBatch(batch));
    }
}
