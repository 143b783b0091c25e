package dev.thresher.datasets.idx;

import dev.thresher.datasets.ByteExamples;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads IDX files of unsigned bytes, plain or gzip (told by content, not by name). Nothing a header claims is believed,
 * or room made for it, before the file's size has borne it out. Format: yann.lecun.com/exdb/mnist.
 */
public final class IdxReader {
    private IdxReader() {
    }

    /**
     * Images and their labels.
     *
     * @param classes number of classes; a label of it or above is an error
     * @throws UserError where a file is missing, damaged, or their counts disagree
     */
    public static ByteExamples readExamples(Path images, Path labels, int classes) {
        int[] all = readLabels(labels, classes);
        IdxImages pictures = readImages(images);
        if (pictures.count() != all.length) {
            throw new UserError(images + ": holds " + pictures.count() + " images, but " + labels + " holds " + all.length
                    + " labels; put a matching pair there");
        }
        return new ByteExamples(new ImageShape(1, pictures.height(), pictures.width()), pictures.pixels(), all);
    }

    /** An image file: {@code [count, height, width]}. */
    public static IdxImages readImages(Path file) {
        try (IdxStream in = IdxStream.open(file)) {
            int[] sides = in.readHeader(3, "images");
            byte[] pixels = in.readBody((long) sides[1] * sides[2], sides[0], "image");
            return new IdxImages(sides[0], sides[1], sides[2], pixels);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    /** A label file; every label is below {@code classes}. */
    public static int[] readLabels(Path file, int classes) {
        byte[] bytes;
        try (IdxStream in = IdxStream.open(file)) {
            int[] sides = in.readHeader(1, "labels");
            bytes = in.readBody(1, sides[0], "label");
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
        int[] labels = new int[bytes.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = bytes[i] & 0xFF;
            if (labels[i] >= classes) {
                throw new UserError(file + ": byte " + (8L + i) + ": label " + i + " is " + labels[i] + ", but the labels of "
                        + classes + " classes are 0 to " + (classes - 1) + "; get the file anew");
            }
        }
        return labels;
    }

    /**
     * The first labels of a file, to tell what it is; fewer or none where the file is short or damaged, which
     * {@link #readLabels} will explain when it is read in earnest.
     */
    public static List<Integer> peekLabels(Path file, int count) {
        try (IdxStream in = IdxStream.open(file)) {
            in.readHeader(1, "labels");
            List<Integer> labels = new ArrayList<>();
            for (byte label : in.readUpTo(count)) {
                labels.add(label & 0xFF);
            }
            return labels;
        } catch (IOException | UserError e) {
            return List.of();
        }
    }
}
