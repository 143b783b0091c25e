package dev.thresher.app.window.experiment;

import dev.thresher.engine.experiment.DataConfig;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.NormalisationConfig;
import dev.thresher.engine.experiment.Presets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;

/** What is trained on, and how it is fed. */
public final class DataSettings implements SettingGroup {
    /** Stands for {@code null} of {@link DataConfig#augmentation()}: as is customary for the data set. */
    public static final String CUSTOMARY = "customary";
    /** Data set of the catalogue that consists of pictures in files, some of which may be damaged. */
    private static final String IMAGENET = "imagenet";

    /** Where the examples come from. */
    public enum Source { CATALOGUE, PICTURES, TENSORS }

    /** How inputs are normalised. */
    public enum Inputs {
        CUSTOMARY, COMPUTED, GIVEN, NONE;

        static Inputs of(NormalisationConfig config) {
            return !config.on() ? NONE : config.mean() != null ? GIVEN : config.computed() ? COMPUTED : CUSTOMARY;
        }
    }

    public final Setting<Source> source = Setting.chosen("source", "Train on", e -> sourceOf(e.data()));
    public final Setting<String> dataset = Setting.<String>chosen("dataset", "Data set",
            e -> (e.data().fromPath() ? Presets.of(e.model()).data() : e.data()).dataset()).ofNetwork();
    public final Setting<String> images = Setting.typed("images", "Pictures", e -> orEmpty(e.data().images()));
    /** Pixels a side; empty: the customary size. */
    public final Setting<String> imageSize = Setting.typed("image-size", "Picture size",
            e -> e.data().imageSize() == null ? "" : Integer.toString(e.data().imageSize())).presettable();
    public final Setting<String> tensors = Setting.typed("tensors", "Tensors", e -> orEmpty(e.data().tensors()));
    public final Setting<Inputs> inputs = Setting.<Inputs>chosen("normalize", "Inputs", e -> Inputs.of(e.data().normalisation())).presettable();
    public final Setting<String> mean = Setting.typed("mean", "Mean", e -> list(e.data().normalisation().mean()));
    public final Setting<String> deviation = Setting.typed("std", "Deviation", e -> list(e.data().normalisation().deviation()));
    public final Setting<String> augmentation = Setting.<String>chosen("augment", "Augmentation",
            e -> Objects.requireNonNullElse(e.data().augmentation(), CUSTOMARY)).presettable();
    public final Setting<Boolean> skipDamaged = Setting.<Boolean>chosen("damaged", "Damaged", e -> e.data().skipDamaged()).presettable();

    public final Setting<Boolean> shuffle = Setting.<Boolean>chosen("no-shuffle", "Order", e -> e.data().shuffle()).presettable();

    DataSettings() {
        dataset.onlyIf(source.value().isEqualTo(Source.CATALOGUE));
        images.onlyIf(source.value().isEqualTo(Source.PICTURES));
        imageSize.onlyIf(source.value().isEqualTo(Source.PICTURES));
        tensors.onlyIf(source.value().isEqualTo(Source.TENSORS));
        mean.onlyIf(inputs.value().isEqualTo(Inputs.GIVEN));
        deviation.onlyIf(inputs.value().isEqualTo(Inputs.GIVEN));
        skipDamaged.onlyIf(Bindings.createBooleanBinding(() -> source.value().get() == Source.PICTURES
                || source.value().get() == Source.CATALOGUE && IMAGENET.equals(dataset.value().get()), source.value(), dataset.value()));
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(source, dataset, images, imageSize, tensors, inputs, mean, deviation, augmentation, skipDamaged, shuffle);
    }

    @Override
    public Experiment read(Experiment base, Map<String, String> found) {
        DataConfig data = switch (source.value().get()) {
            case CATALOGUE -> withoutPictures(base.data()).withTensors(null).withDataset(dataset.value().get());
            case PICTURES -> {
                String path = images.value().get().strip();
                yield base.data().withTensors(null).withImages(path).withImageSize(imageSize(base, found))
                        .withDataset(recorded(path, base.data().images(), base));
            }
            case TENSORS -> {
                String path = tensors.value().get().strip();
                yield withoutPictures(base.data()).withTensors(path).withDataset(recorded(path, base.data().tensors(), base));
            }
        };
        String augmented = augmentation.value().get();
        return base.withData(data.withNormalisation(normalisation(base, found))
                .withAugmentation(CUSTOMARY.equals(augmented) ? null : augmented).withSkipDamaged(skipDamaged.value().get())
                .withShuffle(shuffle.value().get()));
    }

    /** The size of pictures that are no longer trained on goes with them; one given for ImageNet, without a field, stays. */
    private static DataConfig withoutPictures(DataConfig data) {
        return data.images() == null ? data : data.withImages(null).withImageSize(null);
    }

    private Integer imageSize(Experiment base, Map<String, String> found) {
        Integer last = base.data().imageSize();
        return imageSize.value().get().isBlank() ? null : (Integer) NumberText.whole(imageSize, last == null ? 224 : last, found);
    }

    private NormalisationConfig normalisation(Experiment base, Map<String, String> found) {
        NormalisationConfig last = base.data().normalisation();
        return switch (inputs.value().get()) {
            case CUSTOMARY -> NormalisationConfig.CUSTOMARY;
            case COMPUTED -> NormalisationConfig.CUSTOMARY.withComputed(true);
            case NONE -> NormalisationConfig.NONE;
            case GIVEN -> NormalisationConfig.CUSTOMARY
                    .withMean(NumberText.reals("mean", mean.value().get(), last.mean(), List.of(0.4914, 0.4822, 0.4465), found))
                    .withDeviation(NumberText.reals("std", deviation.value().get(), last.deviation(), List.of(0.2023, 0.1994, 0.201), found));
        };
    }

    /** The name for the record of what is given by its path: the one it was given with, else that of its file or folder. */
    private static String recorded(String path, String before, Experiment base) {
        if (path.equals(before)) {
            return base.data().dataset();
        }
        try {
            Path name = Path.of(path).toAbsolutePath().normalize().getFileName();
            return name == null ? path : name.toString();
        } catch (InvalidPathException e) {
            return path;
        }
    }

    private static Source sourceOf(DataConfig data) {
        return data.images() != null ? Source.PICTURES : data.tensors() != null ? Source.TENSORS : Source.CATALOGUE;
    }

    private static String orEmpty(String path) {
        return path == null ? "" : path;
    }

    private static String list(List<Double> values) {
        return values == null ? "" : values.stream().map(NumberText::of).collect(Collectors.joining(", "));
    }
}
