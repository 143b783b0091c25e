package dev.thresher.datasets.catalogue;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.idx.IdxDataset;
import dev.thresher.datasets.idx.IdxFiles;
import dev.thresher.datasets.idx.IdxReader;
import dev.thresher.datasets.images.ImageOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Four IDX files, as MNIST has them.
 *
 * @param firstLabels the first ten training labels: they tell files of the same names apart
 */
public record IdxLayout(List<String> places, List<Integer> firstLabels) implements Layout {
    private static final int FILES = 4;

    public IdxLayout {
        places = List.copyOf(places);
        firstLabels = List.copyOf(firstLabels);
    }

    @Override
    public Optional<Found> find(Path folder) {
        return IdxFiles.find(folder).map(FoundIdx::new);
    }

    @Override
    public List<String> missing(Path folder) {
        List<String> missing = IdxFiles.missing(folder);
        return missing.size() == FILES ? List.of() : missing;
    }

    private record FoundIdx(IdxFiles files) implements Found {
        @Override
        public Path folder() {
            return files.folder();
        }

        @Override
        public long bytes() {
            return files.bytes();
        }

        /** Fashion-MNIST's files have MNIST's names: the first labels tell which one lies there. */
        @Override
        public boolean looksLike(KnownDataset other) {
            return other.layout() instanceof IdxLayout layout
                    && layout.firstLabels.equals(IdxReader.peekLabels(files.trainLabels(), layout.firstLabels.size()));
        }

        @Override
        public Dataset read(KnownDataset dataset, ImageOptions options, Progress progress) {
            return IdxDataset.read(dataset.name(), dataset.shape(), dataset.classes(), files, dataset.normalisation());
        }
    }
}
