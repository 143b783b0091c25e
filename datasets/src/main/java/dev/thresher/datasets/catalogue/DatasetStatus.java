package dev.thresher.datasets.catalogue;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a known data set is here.
 *
 * @param dataset which one
 * @param folder the folder of its files; empty where it is absent
 * @param bytes size of the files as they lie there, 0 where absent or too many to be counted at a glance
 */
public record DatasetStatus(KnownDataset dataset, Optional<Path> folder, long bytes) {
    public boolean present() {
        return folder.isPresent();
    }
}
