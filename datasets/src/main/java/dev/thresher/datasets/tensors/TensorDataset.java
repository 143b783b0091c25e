package dev.thresher.datasets.tensors;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.ByteExamples;
import dev.thresher.datasets.Checksum;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Examples;
import dev.thresher.datasets.FloatExamples;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** A data set given as tensors: {@code images} and {@code labels}, and perhaps {@code test_images} and {@code test_labels}. */
public final class TensorDataset {
    private static final String IMAGES = "images";
    private static final String LABELS = "labels";
    private static final String TEST_IMAGES = "test_images";
    private static final String TEST_LABELS = "test_labels";
    private static final Set<String> NAMES = Set.of(IMAGES, LABELS, TEST_IMAGES, TEST_LABELS);
    /** Where labels say how many classes there are, a larger one is no label but a number that went astray. */
    private static final int MAXIMUM_CLASSES = 10_000;

    private TensorDataset() {
    }

    /**
     * Reads {@code images} ({@code [n, C, H, W]}; {@code [n, H, W]}, which becomes 1 × H × W; or {@code [n, features]},
     * which becomes 1 × 1 × features) and {@code labels} ({@code [n]}): the training set. Where {@code test_images} or
     * {@code test_labels} is there as well, they are the test set, else it is empty. Bytes (uint8) b become b / 255;
     * floats are taken as given.
     *
     * @param path a safetensors file, an {@code .npz} file, a folder with {@code images.npy} and {@code labels.npy}, or
     *     the {@code images.npy} of such a folder
     * @param classes number of classes, where a label of it or above is an error; 0 for as many as the labels say:
     *     the highest and one more, at least 2
     * @throws UserError where the file or one of the tensors does not fit
     */
    public static Dataset read(Path path, int classes) {
        if (classes < 0) {
            throw new IllegalArgumentException("a number of classes is never negative: " + classes);
        }
        TensorFile tensors = open(path);
        ImageShape shape = shape(tensors, IMAGES);
        int[] trainLabels = labels(tensors, LABELS, tensors.shape(IMAGES)[0]);
        boolean tested = tensors.contains(TEST_IMAGES) || tensors.contains(TEST_LABELS);
        int[] testLabels = new int[0];
        if (tested) {
            requireSameShape(tensors, shape, shape(tensors, TEST_IMAGES));
            testLabels = labels(tensors, TEST_LABELS, tensors.shape(TEST_IMAGES)[0]);
        }
        int count = classes > 0 ? classes : Math.min(MAXIMUM_CLASSES, Math.max(2, 1 + Math.max(highest(trainLabels), highest(testLabels))));
        requireBelow(tensors, LABELS, trainLabels, count);
        requireBelow(tensors, TEST_LABELS, testLabels, count);
        Examples train = examples(tensors, IMAGES, shape, trainLabels);
        Examples test = tested ? examples(tensors, TEST_IMAGES, shape, testLabels)
                : new FloatExamples(shape, new float[0], new int[0]);
        return new Dataset(name(tensors.path()), count, train, test, Normalisation.none(shape.channels()), Augmentation.NONE, Checksum.of(train, test));
    }

    private static TensorFile open(Path path) {
        if (Files.isDirectory(path)) {
            return Npy.readFolder(path, NAMES);
        }
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".npz")) {
            return Npz.read(path, NAMES);
        }
        if (!name.endsWith(Npy.EXTENSION)) {
            return SafeTensors.read(path);
        }
        if (!name.equals(IMAGES + Npy.EXTENSION)) {
            throw new UserError(path + ": holds one array, but images and labels are needed; name a folder with images.npy and "
                    + "labels.npy, or save both with np.savez");
        }
        return Npy.readFolder(path.toAbsolutePath().getParent(), NAMES);
    }

    private static ImageShape shape(TensorFile tensors, String name) {
        int[] sides = tensors.shape(name);
        boolean known = sides.length >= 2 && sides.length <= 4;
        if (!known || Arrays.stream(sides).anyMatch(side -> side == 0)) {
            throw new UserError(tensors.path() + ": '" + name + "' has the shape " + Arrays.toString(sides)
                    + ", but [n, channels, height, width], [n, height, width] or [n, features] is needed");
        }
        if (sides.length == 4 && sides[1] == sides[2] && sides[1] > 4 && (sides[3] == 1 || sides[3] == 3 || sides[3] == 4)) {
            throw new UserError(tensors.path() + ": '" + name + "' has the shape " + Arrays.toString(sides)
                    + ", with the channels last; save " + name + ".transpose(0, 3, 1, 2).copy()");
        }
        return switch (sides.length) {
            case 2 -> new ImageShape(1, 1, sides[1]);
            case 3 -> new ImageShape(1, sides[1], sides[2]);
            default -> new ImageShape(sides[1], sides[2], sides[3]);
        };
    }

    private static void requireSameShape(TensorFile tensors, ImageShape train, ImageShape test) {
        if (!train.equals(test)) {
            throw new UserError(tensors.path() + ": '" + TEST_IMAGES + "' holds images of " + test + ", but those of '" + IMAGES
                    + "' are of " + train + "; give both the same shape");
        }
    }

    private static Examples examples(TensorFile tensors, String name, ImageShape shape, int[] labels) {
        return switch (tensors.type(name)) {
            case U8 -> new ByteExamples(shape, tensors.bytes(name), labels);
            case F32, F64, F16, BF16, BOOL -> new FloatExamples(shape, tensors.floats(name), labels);
            case I64, I32, I16, I8, U32, U16 -> throw new UserError(tensors.path() + ": '" + name + "' is of the type "
                    + tensors.type(name) + ", whose scale is unknown; store bytes from 0 to 255 as uint8, or float32");
        };
    }

    private static int[] labels(TensorFile tensors, String name, int count) {
        int[] sides = tensors.shape(name);
        if (sides.length != 1 || sides[0] != count) {
            throw new UserError(tensors.path() + ": '" + name + "' has the shape " + Arrays.toString(sides) + ", but ["
                    + count + "] is needed, one label an image");
        }
        return tensors.ints(name);
    }

    private static int highest(int[] labels) {
        return Arrays.stream(labels).map(label -> Math.min(label, MAXIMUM_CLASSES)).max().orElse(0);
    }

    private static void requireBelow(TensorFile tensors, String name, int[] labels, int classes) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new UserError(tensors.path() + ": '" + name + "' at " + i + " is " + labels[i] + ", but the labels of "
                        + classes + " classes are 0 to " + (classes - 1));
            }
        }
    }

    private static String name(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? path.toString() : name.toString();
    }
}
