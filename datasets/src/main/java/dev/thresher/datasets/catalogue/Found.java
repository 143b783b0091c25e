package dev.thresher.datasets.catalogue;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.images.ImageOptions;
import java.nio.file.Path;

/** The files of a data set, found in one folder. */
interface Found {
    Path folder();

    /** Size of the files as they lie there; 0 where they are too many to be counted at a glance. */
    long bytes();

    /** Whether they look like those of this data set, of which files of the same names are known. */
    default boolean looksLike(KnownDataset other) {
        return false;
    }

    /** @throws dev.thresher.datasets.UserError where one of the files is damaged */
    Dataset read(KnownDataset dataset, ImageOptions options, Progress progress);
}
