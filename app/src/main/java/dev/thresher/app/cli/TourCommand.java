package dev.thresher.app.cli;

import dev.thresher.app.measure.TourPlan;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.run.RunJson;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "tour", mixinStandardHelpOptions = true, versionProvider = VersionText.class, sortOptions = false,
        description = {"Make a few short runs, walk through every page of the workbench and take a picture of each, in light and dark.",
            "Needs no display, and takes a minute or two; nothing but the pictures stays."},
        footerHeading = "%nExamples:%n",
        footer = {"  thresher tour --out pictures", "  thresher tour lenet-5-caffe --dataset synth-digits --epochs 2 --out pictures"})
final class TourCommand implements Callable<Integer> {
    private static final int SMALLEST = 640;
    private static final int LARGEST = 4096;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "The network. Default: ${default.model}")
    private String model;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the pictures; those of the same names are replaced")
    private Path out;

    @Option(names = "--dataset", paramLabel = "NAME", description = "Default: what the workbench opens with")
    private String dataset;

    @Option(names = "--data", paramLabel = "DIR", description = "Where to look for data sets first")
    private Path data;

    @Option(names = "--epochs", paramLabel = "N", description = "Of each run. Default: 6")
    private Integer epochs;

    @Option(names = "--size", paramLabel = "WxH", description = "Of the window, in pixels. Default: 1280x800")
    private String size;

    @Option(names = "--json", description = "Print the names of the pictures as one JSON array on one line")
    private boolean json;

    TourCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Windows.NoDisplay {
        DataFolders folders = surroundings.dataFolders(data);
        Experiment experiment = model == null ? Experiment.standard() : Presets.of(model);
        String name = dataset != null ? dataset : DataChoice.of(experiment.data().dataset(), folders).name();
        experiment = experiment.withData(experiment.data().withDataset(name));
        TourPlan plan = TourPlan.usual(experiment);
        if (epochs != null) {
            plan = plan.withEpochs(epochs);
        }
        Complaints.check(experiment.withEpochs(plan.epochs()));
        List<Path> pictures = surroundings.windows().tour(sized(plan), folders, surroundings.resolve(out),
                what -> surroundings.err().println("Showing " + what + " …"));
        List<String> names = pictures.stream().map(Path::toString).toList();
        if (json) {
            surroundings.out().println(RunJson.line(names));
        } else {
            names.forEach(surroundings.out()::println);
        }
        return Cli.OK;
    }

    private TourPlan sized(TourPlan plan) {
        if (size == null) {
            return plan;
        }
        String[] sides = size.split("x", -1);
        try {
            int width = Integer.parseInt(sides[0]);
            int height = Integer.parseInt(sides[1]);
            if (sides.length == 2 && Math.min(width, height) >= SMALLEST && Math.max(width, height) <= LARGEST) {
                return plan.withSize(width, height);
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException _) {
            // told below
        }
        throw new UserError("--size: '" + size + "' is not WIDTHxHEIGHT with sides of " + SMALLEST + " to " + LARGEST + " pixels; try 1280x800");
    }
}
