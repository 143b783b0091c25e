package dev.thresher.datasets.catalogue;

import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.catalogue.KnownDataset.Origin;
import dev.thresher.datasets.cifar.CifarForm;
import dev.thresher.datasets.cifar.CifarNames;
import dev.thresher.datasets.images.ImageFolderDataset;
import dev.thresher.datasets.synth.SynthColour;
import dev.thresher.datasets.synth.SynthDigits;
import java.util.List;

/** What is known of each data set by heart. */
final class KnownDatasets {
    private static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    private static final ImageShape GREY_28 = new ImageShape(1, 28, 28);

    static final List<KnownDataset> ALL = List.of(
            new KnownDataset(DatasetCatalogue.MNIST, "MNIST", "handwritten digits, 60,000 + 10,000 grey images of 28×28", GREY_28, DIGITS,
                    grey(0.1307f, 0.3081f), 60_000, 10_000, idx("mnist", List.of(5, 0, 4, 1, 9, 2, 1, 3, 1, 4)), Origin.FETCHED),
            new KnownDataset(DatasetCatalogue.FASHION_MNIST, "Fashion-MNIST", "pieces of clothing, 60,000 + 10,000 grey images of 28×28", GREY_28,
                    List.of("T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"),
                    grey(0.2860f, 0.3530f), 60_000, 10_000, idx("fashion-mnist", List.of(9, 0, 0, 3, 0, 2, 7, 2, 5, 5)), Origin.FETCHED),
            new KnownDataset(DatasetCatalogue.SYNTH_DIGITS, "Synthetic digits", "drawn by Thresher itself, 60,000 + 10,000 grey images of 28×28",
                    GREY_28, DIGITS, grey(SynthDigits.MEAN, SynthDigits.STD), SynthDigits.TRAIN, SynthDigits.TEST,
                    new IdxLayout(List.of(SynthDigits.FOLDER), SynthDigits.FIRST_LABELS), Origin.GENERATED),
            new KnownDataset(DatasetCatalogue.CIFAR_10, "CIFAR-10", "animals and vehicles, 50,000 + 10,000 colour images of 32×32", CifarForm.SHAPE,
                    CifarNames.CIFAR_10,
                    new Normalisation(new float[] {0.4914f, 0.4822f, 0.4465f}, new float[] {0.2023f, 0.1994f, 0.2010f}), 50_000, 10_000,
                    CifarLayout.of(DatasetCatalogue.CIFAR_10, CifarForm.CIFAR_10), Origin.FETCHED),
            new KnownDataset(DatasetCatalogue.CIFAR_100, "CIFAR-100", "a hundred kinds of things, 50,000 + 10,000 colour images of 32×32",
                    CifarForm.SHAPE, CifarNames.CIFAR_100,
                    new Normalisation(new float[] {0.5071f, 0.4865f, 0.4409f}, new float[] {0.2673f, 0.2564f, 0.2762f}), 50_000, 10_000,
                    CifarLayout.of(DatasetCatalogue.CIFAR_100, CifarForm.CIFAR_100), Origin.FETCHED),
            new KnownDataset(DatasetCatalogue.SYNTH_COLOUR, "Synthetic colour", "drawn by Thresher itself, 50,000 + 10,000 colour images of 32×32",
                    CifarForm.SHAPE, SynthColour.CLASSES, new Normalisation(SynthColour.mean(), SynthColour.std()), SynthColour.TRAIN,
                    SynthColour.TEST, new CifarLayout(List.of(SynthColour.FOLDER), CifarForm.CIFAR_10), Origin.GENERATED),
            new KnownDataset(DatasetCatalogue.IMAGENET, "ImageNet", "photographs of 1000 classes, about 1,281,000 + 50,000 pictures in folders",
                    new ImageShape(3, 224, 224), List.of(), ImageFolderDataset.NORMALISATION, 1_281_167, 50_000,
                    new ImageFolderLayout(List.of(DatasetCatalogue.IMAGENET)), Origin.PLACED));

    private KnownDatasets() {
    }

    /** A folder of the data set's name, or the files themselves. */
    private static IdxLayout idx(String name, List<Integer> firstLabels) {
        return new IdxLayout(List.of(name, ""), firstLabels);
    }

    private static Normalisation grey(float mean, float std) {
        return new Normalisation(new float[] {mean}, new float[] {std});
    }
}
