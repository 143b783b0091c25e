package dev.thresher.datasets.catalogue;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.images.ImageFolderDataset;
import dev.thresher.datasets.images.ImageOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Pictures in one folder a class, below {@code train/} and {@code val/}. */
public record ImageFolderLayout(List<String> places) implements Layout {
    public ImageFolderLayout {
        places = List.copyOf(places);
    }

    @Override
    public Optional<Found> find(Path folder) {
        return Files.isDirectory(folder.resolve(ImageFolderDataset.TRAIN)) ? Optional.of(new FoundFolder(folder)) : Optional.empty();
    }

    @Override
    public List<String> missing(Path folder) {
        return Files.isDirectory(folder) && find(folder).isEmpty() ? List.of(ImageFolderDataset.TRAIN + "/") : List.of();
    }

    private record FoundFolder(Path folder) implements Found {
        /** A million files are not counted each time data sets are listed. */
        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public Dataset read(KnownDataset dataset, ImageOptions options, Progress progress) {
            return ImageFolderDataset.read(dataset.name(), folder, options, progress);
        }
    }
}
