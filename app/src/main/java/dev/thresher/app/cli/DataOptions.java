package dev.thresher.app.cli;

import static dev.thresher.app.cli.ExperimentOptions.with;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.datasets.catalogue.ImageFolderLayout;
import dev.thresher.engine.experiment.DataConfig;
import dev.thresher.engine.experiment.NormalisationConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Option;

/** What is trained on, and how it is fed, as options. */
final class DataOptions {
    /** What a picture that cannot be read does. */
    enum Damaged { FAIL, SKIP }

    @Option(names = "--dataset", paramLabel = "NAME",
            description = "The data set; 'thresher datasets' lists them. Default: ${default.dataset}; where that is not found, "
                    + "one that Thresher draws itself")
    private String dataset;

    @Option(names = "--data", paramLabel = "DIR",
            description = "Look for data sets here first, then in the usual places ('thresher datasets --help' names them)")
    private Path folder;

    @Option(names = "--tensors", paramLabel = "FILE",
            description = "Train on the tensors 'images' and 'labels' instead of a data set: a safetensors or NPZ file, or a "
                    + "folder with images.npy and labels.npy")
    private Path tensors;

    @Option(names = "--images", paramLabel = "DIR", description = "Train on pictures instead of a data set: a folder that holds a folder for each class")
    private Path images;

    @Option(names = "--image-size", paramLabel = "N", description = "Scale and cut pictures in files to N×N pixels. Default: 224")
    private Integer imageSize;

    @Option(names = {"--normalize", "--normalise"}, negatable = true,
            description = "Normalise pixels by the data set's customary mean and deviation, or leave them in [0, 1]. "
                    + "Default: normalise; tensors are taken as they are")
    private Boolean normalise;

    @Option(names = {"--compute-normalization", "--compute-normalisation"},
            description = "Normalise by mean and deviation of the training set itself")
    private boolean compute;

    @Option(names = "--mean", paramLabel = "M", split = ",", description = "Normalise by these means, one a channel; with --std")
    private List<Double> mean;

    @Option(names = "--std", paramLabel = "S", split = ",", description = "The standard deviations that go with --mean")
    private List<Double> deviation;

    @Option(names = "--augment", paramLabel = "none|pad-crop-flip|resized-crop-flip",
            description = "How training images are varied each time they are seen. Default: as is customary for the data set")
    private String augmentation;

    @Option(names = "--damaged", paramLabel = "skip|fail",
            description = "Leave out and count pictures that cannot be read, or end the run at the first one. Default: ${default.damaged}")
    private Damaged damaged;

    @Option(names = "--no-shuffle", description = "Visit the examples in their own order in every epoch")
    private boolean noShuffle;

    @Option(names = "--batch", paramLabel = "N", description = "Examples a step. Default: ${default.batch}")
    private Integer batch;

    /** The folder of {@code --data}, or null. */
    Path folder() {
        return folder;
    }

    /** Whether a data set, tensors or pictures were named. */
    boolean namesData() {
        return dataset != null || tensors != null || images != null;
    }

    /** {@code base} with what was given. @throws UserError where options contradict each other */
    DataConfig over(DataConfig base, Surroundings surroundings) {
        refuseTwo("say what to train on", named("--dataset", dataset, "--tensors", tensors, "--images", images));
        if (imageSize != null && tensors != null) {
            throw new UserError("--image-size: is for pictures in files, and tensors have a size of their own; leave it out");
        }
        DataConfig config = with(base, dataset, DataConfig::withDataset);
        config = with(config, folder, (c, v) -> c.withFolder(surroundings.resolve(v).toString()));
        config = with(config, tensors, (c, v) -> c.withTensors(surroundings.resolve(v).toString()).withDataset(Words.name(v)));
        config = with(config, images, (c, v) -> c.withImages(surroundings.resolve(v).toString()).withDataset(Words.name(v)));
        if (imageSize != null && !config.fromPath() && !(DatasetCatalogue.named(config.dataset()).layout() instanceof ImageFolderLayout)) {
            throw new UserError("--image-size: is for pictures in files, and those of " + config.dataset() + " have a size of their own; leave it out");
        }
        config = with(config, imageSize, DataConfig::withImageSize);
        config = config.withNormalisation(over(config.normalisation()));
        config = with(config, augmentation, DataConfig::withAugmentation);
        config = with(config, damaged, (c, v) -> c.withSkipDamaged(v == Damaged.SKIP));
        config = with(config, batch, DataConfig::withBatch);
        return noShuffle ? config.withShuffle(false) : config;
    }

    private NormalisationConfig over(NormalisationConfig base) {
        List<?> given = mean == null ? deviation : mean;
        refuseTwo("say how to normalise", named("--no-normalize", Boolean.FALSE.equals(normalise) ? "" : null,
                "--compute-normalization", compute ? "" : null, "--mean and --std", given));
        NormalisationConfig config = with(base, normalise, NormalisationConfig::withOn);
        config = compute ? config.withComputed(true) : config;
        return given == null ? config : config.withMean(mean).withDeviation(deviation);
    }

    /** Those options of the three that have a value. */
    private static List<String> named(String first, Object a, String second, Object b, String third, Object c) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(first, a);
        values.put(second, b);
        values.put(third, c);
        return values.keySet().stream().filter(option -> Objects.nonNull(values.get(option))).toList();
    }

    private static void refuseTwo(String what, List<String> given) {
        if (given.size() > 1) {
            throw new UserError(String.join(" and ", given) + ": each would " + what + "; give one of them");
        }
    }
}
