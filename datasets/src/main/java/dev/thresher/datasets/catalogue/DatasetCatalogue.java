package dev.thresher.datasets.catalogue;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.KnownDataset.Origin;
import dev.thresher.datasets.fetch.RemoteDataset;
import dev.thresher.datasets.idx.IdxDataset;
import dev.thresher.datasets.idx.IdxFiles;
import dev.thresher.datasets.synth.SynthDigits;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The data sets that are known by name: where they lie, and how they are loaded. */
public final class DatasetCatalogue {
    public static final String MNIST = "mnist";
    public static final String FASHION_MNIST = "fashion-mnist";
    public static final String SYNTH_DIGITS = SynthDigits.NAME;

    private static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    private static final ImageShape GREY_28 = new ImageShape(1, 28, 28);

    private static final List<KnownDataset> KNOWN = List.of(
            new KnownDataset(MNIST, "MNIST", "handwritten digits, 60,000 + 10,000 grey images of 28×28", GREY_28, DIGITS,
                    grey(0.1307f, 0.3081f), 60_000, 10_000, List.of(5, 0, 4, 1, 9, 2, 1, 3, 1, 4), Origin.FETCHED),
            new KnownDataset(FASHION_MNIST, "Fashion-MNIST", "pieces of clothing, 60,000 + 10,000 grey images of 28×28", GREY_28,
                    List.of("T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"),
                    grey(0.2860f, 0.3530f), 60_000, 10_000, List.of(9, 0, 0, 3, 0, 2, 7, 2, 5, 5), Origin.FETCHED),
            new KnownDataset(SYNTH_DIGITS, "Synthetic digits", "drawn by Thresher itself, 60,000 + 10,000 grey images of 28×28", GREY_28,
                    DIGITS, grey(SynthDigits.MEAN, SynthDigits.STD), SynthDigits.TRAIN, SynthDigits.TEST,
                    SynthDigits.FIRST_LABELS, Origin.GENERATED));

    private DatasetCatalogue() {
    }

    /** All known data sets. */
    public static List<KnownDataset> known() {
        return KNOWN;
    }

    /**
     * The data set of this name.
     *
     * @throws UserError where there is none; it lists the names there are
     */
    public static KnownDataset named(String name) {
        return KNOWN.stream().filter(known -> known.name().equals(name)).findFirst().orElseThrow(() -> new UserError(
                "unknown data set '" + name + "'; known are "
                        + KNOWN.stream().map(KnownDataset::name).collect(Collectors.joining(", "))));
    }

    /**
     * What to hand to {@link dev.thresher.datasets.fetch.Fetcher} for this name.
     *
     * @throws UserError where the name is unknown, or the data set is made here and not fetched
     */
    public static RemoteDataset remote(String name) {
        KnownDataset known = named(name);
        if (known.origin() == Origin.GENERATED) {
            throw new UserError("'" + name + "' is not fetched: Thresher draws it when it is first used; just train on it");
        }
        return RemoteDataset.named(name);
    }

    /** Where each known data set lies, if it is here. Opens small files only. */
    public static List<DatasetStatus> status(DataFolders folders) {
        return KNOWN.stream().map(known -> {
            Optional<IdxFiles> files = new Search(known, folders).run();
            return new DatasetStatus(known, files.map(IdxFiles::folder), files.map(IdxFiles::bytes).orElse(0L));
        }).toList();
    }

    /** What is used when the user named nothing: MNIST where it is found, else synth-digits, which always is. */
    public static String defaultName(DataFolders folders) {
        return new Search(named(MNIST), folders).run().isPresent() ? MNIST : SYNTH_DIGITS;
    }

    /**
     * Loads a data set by name. Only synth-digits is made where it is absent; nothing is ever taken for another.
     *
     * @param progress hears of generation, the only part that takes seconds
     * @throws UserError where the name is unknown, the data set is not found (the message says where it was looked for
     *     and how to get it), or one of its files is damaged
     */
    public static Dataset load(String name, DataFolders folders, Progress progress) {
        KnownDataset known = named(name);
        Search search = new Search(known, folders);
        IdxFiles files = search.run().orElseGet(() -> {
            if (known.origin() == Origin.FETCHED) {
                throw search.notFound();
            }
            return SynthDigits.generate(folders.cache(), progress);
        });
        return IdxDataset.read(known.name(), known.shape(), known.classes(), files, known.normalisation());
    }

    private static Normalisation grey(float mean, float std) {
        return new Normalisation(new float[] {mean}, new float[] {std});
    }
}
