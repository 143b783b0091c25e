package dev.thresher.datasets.cifar;

import dev.thresher.datasets.ByteExamples;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads CIFAR's binary files (www.cs.toronto.edu/~kriz/cifar.html). They have no header: only their size can tell that one is whole. */
public final class CifarReader {
    private static final int BUFFER = 1 << 18;

    private CifarReader() {
    }

    /**
     * All images of the files, one file after the other.
     *
     * @throws UserError where a file is missing, is no whole number of records, or has a label out of range
     */
    public static ByteExamples readExamples(CifarForm form, List<Path> files) {
        long count = 0;
        for (Path file : files) {
            count += count(form, file);
        }
        if (count * CifarForm.SHAPE.features() > Integer.MAX_VALUE - 64) {
            throw new UserError(files.getFirst() + ": with its kin holds " + count + " images, more than 2 GiB; use fewer");
        }
        byte[] pixels = new byte[(int) count * CifarForm.SHAPE.features()];
        int[] labels = new int[(int) count];
        int at = 0;
        for (Path file : files) {
            at = read(form, file, count(form, file), pixels, labels, at);
        }
        return new ByteExamples(CifarForm.SHAPE, pixels, labels);
    }

    /**
     * Names of the classes, one a line; blank lines are skipped.
     *
     * @throws UserError where there are more or fewer than the form has classes
     */
    public static List<String> readNames(CifarForm form, Path file) {
        List<String> names;
        try {
            names = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
        if (names.size() != form.classes()) {
            throw new UserError(file + ": names " + names.size() + " classes, but the files beside it have " + form.classes()
                    + "; get the folder anew");
        }
        return names;
    }

    private static int count(CifarForm form, Path file) {
        long size;
        try {
            size = Files.size(file);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
        long count = size / form.recordBytes();
        if (size == 0) {
            throw new UserError(file + ": is empty; get the file anew");
        }
        if (size % form.recordBytes() != 0) {
            throw new UserError(file + ": byte " + size + ": ends inside image " + count + ": its " + size + " bytes are not a whole number of images of "
                    + form.recordBytes() + " bytes; get the file anew");
        }
        return Math.toIntExact(Math.min(count, Integer.MAX_VALUE));
    }

    /** Returns the number of images read so far. */
    private static int read(CifarForm form, Path file, int count, byte[] pixels, int[] labels, int first) {
        int size = CifarForm.SHAPE.features();
        byte[] label = new byte[form.labels().size()];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            for (int i = 0; i < count; i++) {
                int got = in.readNBytes(label, 0, label.length);
                got += in.readNBytes(pixels, (first + i) * size, size);
                if (got < form.recordBytes()) {
                    throw new UserError(file + ": became shorter while it was read; get the file anew");
                }
                labels[first + i] = label(form, label, file, i);
            }
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
        return first + count;
    }

    private static int label(CifarForm form, byte[] bytes, Path file, int image) {
        for (int k = 0; k < bytes.length; k++) {
            int label = bytes[k] & 0xFF;
            if (label >= form.labels().get(k)) {
                String which = bytes.length == 1 ? "label" : k == 0 ? "coarse label" : "fine label";
                throw new UserError(file + ": byte " + ((long) image * form.recordBytes() + k) + ": " + which + " of image " + image + " is " + label
                        + ", but the labels of " + form.labels().get(k) + " classes are 0 to " + (form.labels().get(k) - 1) + "; get the file anew");
            }
        }
        return bytes[bytes.length - 1] & 0xFF;
    }
}
