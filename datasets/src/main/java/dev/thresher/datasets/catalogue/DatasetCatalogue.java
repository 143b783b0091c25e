package dev.thresher.datasets.catalogue;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.KnownDataset.Origin;
import dev.thresher.datasets.fetch.RemoteDataset;
import dev.thresher.datasets.images.ImageOptions;
import dev.thresher.datasets.synth.SynthColour;
import dev.thresher.datasets.synth.SynthDigits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The data sets that are known by name: where they lie, and how they are loaded. */
public final class DatasetCatalogue {
    public static final String MNIST = "mnist";
    public static final String FASHION_MNIST = "fashion-mnist";
    public static final String SYNTH_DIGITS = SynthDigits.NAME;

    public static final String CIFAR_10 = "cifar-10";
    public static final String CIFAR_100 = "cifar-100";
    public static final String SYNTH_COLOUR = SynthColour.NAME;
    public static final String IMAGENET = "imagenet";

    /** Makes a data set in a cache, unless it is there already, and tells its folder. */
    private interface Generator {
        Path run(Path cache, Progress progress);
    }

    /** What is drawn rather than fetched, by name. */
    private static final Map<String, Generator> GENERATORS =
            Map.of(SYNTH_DIGITS, (cache, progress) -> SynthDigits.generate(cache, progress).folder(), SYNTH_COLOUR, SynthColour::generate);

    private DatasetCatalogue() {
    }

    /** All known data sets. */
    public static List<KnownDataset> known() {
        return KnownDatasets.ALL;
    }

    /**
     * The data set of this name.
     *
     * @throws UserError where there is none; it lists the names there are
     */
    public static KnownDataset named(String name) {
        return known().stream().filter(known -> known.name().equals(name)).findFirst().orElseThrow(() -> new UserError(
                "unknown data set '" + name + "'; known are "
                        + known().stream().map(KnownDataset::name).collect(Collectors.joining(", "))));
    }

    /**
     * What to hand to {@link dev.thresher.datasets.fetch.Fetcher} for this name.
     *
     * @throws UserError where the name is unknown, or the data set is not fetched: it is made here, or the user's to get
     */
    public static RemoteDataset remote(String name) {
        return switch (named(name).origin()) {
            case FETCHED -> RemoteDataset.named(name);
            case GENERATED -> throw new UserError("'" + name + "' is not fetched: Thresher draws it when it is first used; just train on it");
            case PLACED -> throw new UserError("'" + name + "' is not fetched: " + Search.howToPlace(name));
        };
    }

    /**
     * Makes a data set that is drawn rather than fetched, unless it is in the cache already.
     *
     * @return the folder of its files
     * @throws UserError where the name is not that of such a data set, the cache is unwritable or its disk full
     */
    public static Path generate(String name, Path cache, Progress progress) {
        Generator generator = GENERATORS.get(named(name).name());
        if (generator == null) {
            throw new UserError("'" + name + "' is not drawn by Thresher; drawn are " + String.join(", ", new TreeSet<>(GENERATORS.keySet())));
        }
        return generator.run(cache, progress);
    }

    /** Where each known data set lies, if it is here. Opens small files only. */
    public static List<DatasetStatus> status(DataFolders folders) {
        return known().stream().map(known -> {
            Optional<Found> files = new Search(known, folders).run();
            return new DatasetStatus(known, files.map(Found::folder), files.map(Found::bytes).orElse(0L));
        }).toList();
    }

    /** What is used when the user named nothing: MNIST where it is found, else synth-digits, which always is. */
    public static String defaultName(DataFolders folders) {
        return new Search(named(MNIST), folders).run().isPresent() ? MNIST : SYNTH_DIGITS;
    }

    /** As {@link #load(String, DataFolders, ImageOptions, Progress)}, with pictures read as is customary. */
    public static Dataset load(String name, DataFolders folders, Progress progress) {
        return load(name, folders, ImageOptions.standard(), progress);
    }

    /**
     * Loads a data set by name. Only what Thresher draws is made where it is absent; nothing is ever taken for another.
     *
     * @param options how pictures in files are read; the other data sets have none
     * @param progress hears of generation and of looking through folders of pictures, the parts that take seconds
     * @throws UserError where the name is unknown, the data set is not found (the message says where it was looked for
     *     and how to get it), or one of its files is damaged
     */
    public static Dataset load(String name, DataFolders folders, ImageOptions options, Progress progress) {
        KnownDataset known = named(name);
        Search search = new Search(known, folders);
        Found files = search.run().orElseGet(() -> {
            if (known.origin() != Origin.GENERATED) {
                throw search.notFound();
            }
            return known.layout().find(generate(name, folders.cache(), progress)).orElseThrow();
        });
        return files.read(known, options, progress);
    }
}
