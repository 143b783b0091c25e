package dev.thresher.app.cli;

import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.datasets.catalogue.KnownDataset;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.spec.ModelJson;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.ModelTable;
import dev.thresher.engine.run.RunJson;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "models", mixinStandardHelpOptions = true, versionProvider = VersionText.class, sortOptions = false,
        description = {"List the built-in networks, or show the layers of one: what each gives, its parameters, how many of them masks can "
            + "remove, and its multiply-adds an image."},
        footerHeading = "%nExamples:%n",
        footer = {"  thresher models", "  thresher models vgg-16", "  thresher models wrn-40-4 --json",
            "  thresher models --model-file my-net.json", "  thresher models resnet-50 --describe > my-net.json"})
final class ModelsCommand implements Callable<Integer> {
    /** Folders of pictures tell their classes only once they are read; until then they are taken for the whole of ImageNet. */
    private static final int IMAGENET_CLASSES = 1000;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "A built-in network; any wrn-D-K too")
    private String model;

    @Option(names = "--model-file", paramLabel = "FILE", description = "Show the network that this file describes")
    private Path file;

    @Option(names = "--dataset", paramLabel = "NAME",
            description = "Show it for the images and classes of this data set. Default: the one that the network's preset trains on")
    private String dataset;

    @Option(names = "--json", description = "Print JSON on one line")
    private boolean json;

    @Option(names = "--describe", description = "Print the network's description, to be changed and given to --model-file")
    private boolean describe;

    ModelsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (model != null && file != null) {
            throw new UserError("--model-file: the network is also named as " + model + "; give one of them");
        }
        if (model == null && file == null) {
            if (describe || dataset != null) {
                throw new UserError((describe ? "--describe" : "--dataset") + ": is for one network; name it, or give --model-file");
            }
            list();
            return Cli.OK;
        }
        ModelSpec spec = file == null ? Models.spec(model) : ModelJson.read(surroundings.resolve(file));
        if (describe) {
            surroundings.out().print(ModelJson.write(spec));
            return Cli.OK;
        }
        KnownDataset data = DatasetCatalogue.named(dataset == null ? Presets.of(spec.name()).data().dataset() : dataset);
        ImageShape shape = spec.input() == null ? data.shape()
                : new ImageShape(spec.input().get(0), spec.input().get(1), spec.input().get(2));
        ModelTable table = ModelTable.of(spec, shape, data.classes() == 0 ? IMAGENET_CLASSES : data.classes());
        if (json) {
            surroundings.out().println(RunJson.line(table));
        } else {
            surroundings.out().print(ModelText.of(table));
        }
        return Cli.OK;
    }

    private void list() {
        List<Models.Listed> listed = Models.listed();
        if (json) {
            surroundings.out().println(RunJson.line(listed));
            return;
        }
        for (Models.Listed each : listed) {
            surroundings.out().printf("%-14s  %-10s  %s%n", each.name(), each.dataset(), each.description());
        }
        surroundings.out().printf("%-14s  %-10s  %s%n", "wrn-D-K", "cifar-10", "any other WideResNet: D = 10, 16, 22, 28, …, K = 1, 2, …");
    }
}
