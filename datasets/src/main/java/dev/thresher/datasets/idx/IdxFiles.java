package dev.thresher.datasets.idx;

import dev.thresher.datasets.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The four files of a data set in MNIST's form, plain or gzip. */
public record IdxFiles(Path trainImages, Path trainLabels, Path testImages, Path testLabels) {
    public static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    public static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    public static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    public static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
    private static final List<String> NAMES = List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS);

    /** The four plain files that lie, or are to lie, in {@code folder} under their canonical names. */
    public static IdxFiles plain(Path folder) {
        return new IdxFiles(folder.resolve(TRAIN_IMAGES), folder.resolve(TRAIN_LABELS), folder.resolve(TEST_IMAGES),
                folder.resolve(TEST_LABELS));
    }

    /** The files in {@code folder}, each with or without {@code .gz} and in either usual spelling; empty unless all are there. */
    public static Optional<IdxFiles> find(Path folder) {
        List<Path> found = NAMES.stream().flatMap(name -> find(folder, name).stream()).toList();
        return found.size() < NAMES.size() ? Optional.empty()
                : Optional.of(new IdxFiles(found.get(0), found.get(1), found.get(2), found.get(3)));
    }

    /** Which of the four are not in {@code folder}. */
    public static List<String> missing(Path folder) {
        return NAMES.stream().filter(name -> find(folder, name).isEmpty()).toList();
    }

    private static Optional<Path> find(Path folder, String name) {
        String dotted = name.replace("-idx", ".idx");
        return Stream.of(name, dotted, name + ".gz", dotted + ".gz").map(folder::resolve).filter(Files::isRegularFile).findFirst();
    }

    /** The folder they lie in. */
    public Path folder() {
        return trainImages.toAbsolutePath().getParent();
    }

    /** Size of the four files as they lie there. */
    public long bytes() {
        long bytes = 0;
        for (Path file : List.of(trainImages, trainLabels, testImages, testLabels)) {
            try {
                bytes += Files.size(file);
            } catch (IOException e) {
                throw FileErrors.reading(file, e);
            }
        }
        return bytes;
    }
}
