package dev.thresher.datasets.catalogue;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a known data set is here.
 *
 * @param dataset which one
 * @param folder the folder of its four files; empty where it is absent
 * @param bytes size of the files as they lie there, 0 where absent
 */
public record DatasetStatus(KnownDataset dataset, Optional<Path> folder, long bytes) {
    public boolean present() {
        return folder.isPresent();
    }
}
