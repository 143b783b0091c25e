package dev.thresher.datasets.tensors;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.Checksum;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.FloatExamples;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.UserError;
import java.nio.file.Path;
import java.util.Arrays;

/** A data set given as two tensors: {@code images} and {@code labels}. */
public final class TensorDataset {
    private TensorDataset() {
    }

    /**
     * Reads {@code images} ({@code [n, C, H, W]}, or {@code [n, features]}, which becomes 1 × 1 × features) and
     * {@code labels} ({@code [n]}) from a safetensors file. All of it is the training set; the test set is empty;
     * values are taken as given.
     *
     * @param classes number of classes; a label of it or above is an error
     * @throws UserError where the file or one of the tensors does not fit
     */
    public static Dataset read(Path file, int classes) {
        TensorFile tensors = SafeTensors.read(file);
        ImageShape shape = shape(tensors);
        int count = tensors.shape("images")[0];
        int[] labels = labels(tensors, count, classes);
        FloatExamples train = new FloatExamples(shape, tensors.floats("images"), labels);
        FloatExamples test = new FloatExamples(shape, new float[0], new int[0]);
        String name = file.getFileName().toString();
        return new Dataset(name, classes, train, test, Normalisation.none(shape.channels()), Augmentation.NONE,
                Checksum.of(train, test));
    }

    private static ImageShape shape(TensorFile tensors) {
        int[] sides = tensors.shape("images");
        boolean known = sides.length == 2 || sides.length == 4;
        if (!known || Arrays.stream(sides).anyMatch(side -> side == 0)) {
            throw new UserError(tensors.path() + ": 'images' has the shape " + Arrays.toString(sides)
                    + ", but [n, channels, height, width] or [n, features] is needed");
        }
        return sides.length == 2 ? new ImageShape(1, 1, sides[1]) : new ImageShape(sides[1], sides[2], sides[3]);
    }

    private static int[] labels(TensorFile tensors, int count, int classes) {
        int[] sides = tensors.shape("labels");
        if (sides.length != 1 || sides[0] != count) {
            throw new UserError(tensors.path() + ": 'labels' has the shape " + Arrays.toString(sides) + ", but ["
                    + count + "] is needed, one label an image");
        }
        int[] labels = tensors.ints("labels");
        for (int i = 0; i < count; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new UserError(tensors.path() + ": 'labels' at " + i + " is " + labels[i] + ", but the labels of "
                        + classes + " classes are 0 to " + (classes - 1));
            }
        }
        return labels;
    }
}
