package dev.thresher.datasets.idx;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.ByteExamples;
import dev.thresher.datasets.Checksum;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.UserError;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A data set out of four IDX files. */
public final class IdxDataset {
    private IdxDataset() {
    }

    /**
     * Reads all four files.
     *
     * @param shape what every image must be
     * @throws UserError where a file is damaged, the counts disagree or the images have another shape
     */
    public static Dataset read(String name, ImageShape shape, int classes, IdxFiles files, Normalisation normalisation) {
        var testAhead = CompletableFuture.supplyAsync(() -> read(files.testImages(), files.testLabels(), shape, classes));
        ByteExamples train = read(files.trainImages(), files.trainLabels(), shape, classes);
        ByteExamples test;
        try {
            test = testAhead.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UserError error) {
                throw error;
            }
            throw e;
        }
        return new Dataset(name, classes, train, test, normalisation, Augmentation.NONE, Checksum.of(train, test));
    }

    private static ByteExamples read(Path images, Path labels, ImageShape shape, int classes) {
        ByteExamples examples = IdxReader.readExamples(images, labels, classes);
        if (!examples.shape().equals(shape)) {
            throw new UserError(images + ": byte 8: its images are " + examples.shape() + ", but this data set has " + shape
                    + "; put the right files there");
        }
        return examples;
    }
}
