package dev.thresher.app.cli;

import dev.thresher.app.measure.WindowFrames;
import dev.thresher.app.measure.WindowHours;
import dev.thresher.app.measure.WindowSheets;
import dev.thresher.app.measure.WindowTimes;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.engine.bench.BenchConfig;
import dev.thresher.engine.bench.BenchReport;
import dev.thresher.engine.bench.Benchmark;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.CublasUse;
import dev.thresher.engine.experiment.Device;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.Precision;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.run.RunJson;
import dev.thresher.engine.train.Backends;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "bench", mixinStandardHelpOptions = true, versionProvider = VersionText.class, sortOptions = false,
        description = {"Measure this machine: time of a training step and of an evaluation, dense and with masks, what masking adds, speed of the "
            + "layers' products, memory.",
            "It takes a minute for a small network and several for a deep one; other work on the machine makes it less certain."},
        footerHeading = "%nExamples:%n",
        footer = {"  thresher bench", "  thresher bench vgg-16 --threads 2 --seconds 5", "  thresher bench lenet-5-caffe --remaining 1,0.1,0.03 --json",
            "  thresher bench --remaining 1,0.5,0.2,0.1,0.05,0.03,0.02 --chart step-time.svg"})
final class BenchCommand implements Callable<Integer> {
    private static final int MOST_MINUTES = 10_000;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "The network. Default: ${default.model}")
    private String model;

    @Option(names = "--model-file", paramLabel = "FILE", description = "Measure the network that this file describes")
    private Path file;

    @Option(names = "--dataset", paramLabel = "NAME", description = "Measure it on images of this data set's shape, with its number of classes; the images "
            + "are made up. Default: the one that the network's preset trains on")
    private String dataset;

    @Option(names = "--remaining", paramLabel = "X", split = ",",
            description = "Shares of the weights that masks keep; steps and evaluations are measured at each. Default: 1,0.1,0.03")
    private List<Double> remaining = BenchConfig.USUAL_DENSITIES;

    @Option(names = "--seconds", paramLabel = "X", description = "How long each step and evaluation is measured, about; a product a tenth of it. Default: 2")
    private double seconds = BenchConfig.USUAL_SECONDS;

    @Option(names = "--batch", paramLabel = "N", description = "Examples a step. Default: ${default.batch}")
    private Integer batch;

    @Option(names = "--threads", paramLabel = "N", split = ",", description = "All is measured with each of these. Default: all, which is ${default.threads} here, then 1")
    private List<Integer> threads;

    @Option(names = "--backend", paramLabel = "simd|ejml", description = "Default: ${default.backend}")
    private BackendKind backend;

    @Option(names = "--device", paramLabel = "cpu|cuda|cuda:N|auto", description = "Measure on the processor or on an NVIDIA GPU. Default: ${default.device}")
    private Device device;

    @Option(names = "--precision", paramLabel = "fp32|tf32", description = "Of products on a GPU. Default: ${default.precision}")
    private Precision precision;

    @Option(names = "--cublas", paramLabel = "auto|on|off", description = "Make products on a GPU by cuBLAS. Default: ${default.cublas}")
    private CublasUse cublas;

    @Option(names = "--json", description = "End standard output with the report as one JSON object on one line, and print nothing else there")
    private boolean json;

    @Option(names = "--chart", paramLabel = "FILE", description = "Also draw the time of a step against the remaining ratio, as the file's name ends: .svg, .pdf, .png or .csv")
    private Path chart;

    @Option(names = "--by-turns", description = "Measure what each line of standard input asks for, ITEM SECONDS, and answer in JSON: for programs that "
            + "compare this one with others. The first line of output names the items")
    private boolean byTurns;

    @Option(names = "--window", description = {"Measure the workbench instead: how much of its speed a training keeps while the window shows it, and how soon "
            + "Start, Pause and Stop answer. Takes about two minutes; needs no display."})
    private boolean window;

    @Option(names = "--series", paramLabel = "N", split = ",", description = "With --window: measure charts of so many series, and how long the window's thread is "
            + "busy with them. Default with --points: 3,15,60")
    private List<Integer> series;

    @Option(names = "--points", paramLabel = "N", split = ",", description = "With --window: of so many points each. Default with --series: 20000,150000")
    private List<Integer> points;

    @Option(names = "--minutes", paramLabel = "X", description = "With --window: train in it for so long instead, so that its memory can be watched; "
            + "docs/benchmarks/memory.py does")
    private Double minutes;

    @Option(names = "--masks", description = "With --window: measure sheets of layers as large as ResNet-50's instead, zoomed, dragged and gone through "
            + "moment by moment, each for --seconds")
    private boolean masks;

    @Option(names = "--data", paramLabel = "DIR", description = "With --window: where to look for data sets first")
    private Path data;

    BenchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Windows.NoDisplay {
        Experiment experiment = experiment();
        if (window) {
            return window(experiment);
        }
        if (series != null || points != null || minutes != null) {
            throw new UserError((series != null ? "--series" : points != null ? "--points" : "--minutes") + ": is measured in the window; add --window");
        }
        if (masks) {
            throw new UserError("--masks: is measured in the window; add --window");
        }
        BenchConfig config = config(experiment);
        if (byTurns) {
            return BenchTurns.run(config, surroundings);
        }
        Path drawn = chart == null ? null : surroundings.resolve(chart);
        if (drawn != null) {
            BenchChart.format(drawn);
            WritableFile.check(drawn);
        }
        BenchReport report;
        try (BenchLine line = new BenchLine(surroundings)) {
            report = new Benchmark(config, line).run();
        }
        String slower = Backends.remark(experiment.execution());
        if (!slower.isEmpty()) {
            surroundings.err().println(slower);
        }
        if (drawn != null) {
            BenchChart.write(report, drawn);
        }
        if (json) {
            surroundings.out().println(RunJson.line(report));
        } else {
            surroundings.out().print(BenchTable.of(report));
        }
        return Cli.OK;
    }

    private BenchConfig config(Experiment experiment) {
        List<Integer> counts = threads == null ? usualThreads(experiment) : threads;
        for (int count : counts) {
            Complaints.check(experiment.withExecution(experiment.execution().withThreads(count)));
        }
        return new BenchConfig(experiment, remaining, counts, seconds).checked();
    }

    /** A GPU is measured once. */
    private static List<Integer> usualThreads(Experiment experiment) {
        return Backends.onGpu(experiment.execution()) ? List.of(1) : BenchConfig.usualThreads(experiment.execution().backend());
    }

    private int window(Experiment experiment) throws Windows.NoDisplay {
        Complaints.check(experiment);
        DataFolders folders = surroundings.dataFolders(data);
        if (masks) {
            return masks(folders);
        }
        Experiment chosen = experiment.withData(experiment.data().withDataset(DataChoice.of(experiment.data().dataset(), folders).name()));
        if (minutes != null) {
            return stay(chosen, folders);
        }
        if (series != null || points != null) {
            return frames(chosen, folders);
        }
        WindowTimes times = surroundings.windows().measure(chosen, folders, what -> surroundings.err().println("Measuring " + what + " …"));
        surroundings.out().print(json ? RunJson.line(times) + System.lineSeparator() : BenchTable.of(times));
        return Cli.OK;
    }

    private int stay(Experiment experiment, DataFolders folders) throws Windows.NoDisplay {
        if (!(minutes > 0 && minutes <= MOST_MINUTES)) {
            throw new UserError("--minutes: " + Texts.number(minutes) + " is not above 0 and at most " + MOST_MINUTES);
        }
        WindowHours hours = surroundings.windows().stay(experiment, folders, minutes, surroundings.err()::println);
        surroundings.out().print(json ? RunJson.line(hours) + System.lineSeparator() : BenchTable.of(hours));
        return Cli.OK;
    }

    private int frames(Experiment experiment, DataFolders folders) throws Windows.NoDisplay {
        List<Integer> curves = series == null ? List.of(3, 15, 60) : series;
        List<Integer> lengths = points == null ? List.of(20_000, 150_000) : points;
        check("--series", curves, 2, 500);
        check("--points", lengths, 1, 5_000_000);
        WindowFrames frames = surroundings.windows().frames(experiment, folders, curves, lengths,
                what -> surroundings.err().println("Measuring " + what + " …"));
        surroundings.out().print(json ? RunJson.line(frames) + System.lineSeparator() : BenchTable.of(frames));
        return Cli.OK;
    }

    private int masks(DataFolders folders) throws Windows.NoDisplay {
        WindowSheets sheets = surroundings.windows().sheets(folders, seconds, what -> surroundings.err().println("Measuring " + what + " …"));
        surroundings.out().print(json ? RunJson.line(sheets) + System.lineSeparator() : BenchTable.of(sheets));
        return Cli.OK;
    }

    private static void check(String option, List<Integer> values, int least, int most) {
        for (int value : values) {
            if (value < least || value > most) {
                throw new UserError(option + ": " + value + " is not from " + least + " to " + most);
            }
        }
    }

    private Experiment experiment() {
        if (model != null && file != null) {
            throw new UserError("--model-file: the network is also named as " + model + "; give one of the two");
        }
        Experiment e = file != null ? Presets.of(Words.stem(file)).withModelFile(surroundings.resolve(file).toString())
                : model == null ? Experiment.standard() : Presets.of(model);
        e = ExperimentOptions.with(e, backend, (it, kind) -> it.withExecution(it.execution().withBackend(kind)));
        e = ExperimentOptions.with(e, device, (it, where) -> it.withExecution(it.execution().withDevice(where)));
        e = ExperimentOptions.with(e, cublas, (it, use) -> it.withExecution(it.execution().withCublas(use)));
        e = ExperimentOptions.with(e, precision, (it, exact) -> it.withExecution(it.execution().withPrecision(exact)));
        e = ExperimentOptions.with(e, threads, (it, counts) -> it.withExecution(it.execution().withThreads(counts.getFirst())));
        e = ExperimentOptions.with(e, dataset, (it, name) -> it.withData(it.data().withDataset(DatasetCatalogue.named(name).name())));
        return ExperimentOptions.with(e, batch, (it, size) -> it.withData(it.data().withBatch(size)));
    }
}
