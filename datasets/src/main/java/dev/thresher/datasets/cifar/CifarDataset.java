package dev.thresher.datasets.cifar;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.ByteExamples;
import dev.thresher.datasets.Checksum;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.UserError;
import java.nio.file.Files;
import java.util.List;

/** A data set out of CIFAR's binary files. */
public final class CifarDataset {
    private CifarDataset() {
    }

    /**
     * Reads all files, and checks the names of the classes where they are given.
     *
     * @throws UserError where a file is missing or damaged
     */
    public static Dataset read(String name, CifarFiles files, Normalisation normalisation) {
        List<String> missing = CifarFiles.missing(files.form(), files.folder());
        if (!missing.isEmpty()) {
            throw new UserError(files.folder() + ": lacks " + String.join(" and ", missing) + "; put all files of " + name + " there");
        }
        if (Files.exists(files.names())) {
            CifarReader.readNames(files.form(), files.names());
        }
        ByteExamples train = CifarReader.readExamples(files.form(), files.train());
        ByteExamples test = CifarReader.readExamples(files.form(), List.of(files.test()));
        return new Dataset(name, files.form().classes(), train, test, normalisation, Augmentation.PAD_CROP_FLIP, Checksum.of(train, test));
    }
}
