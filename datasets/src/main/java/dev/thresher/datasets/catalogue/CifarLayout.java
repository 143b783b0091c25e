package dev.thresher.datasets.catalogue;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.cifar.CifarDataset;
import dev.thresher.datasets.cifar.CifarFiles;
import dev.thresher.datasets.cifar.CifarForm;
import dev.thresher.datasets.images.ImageOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** CIFAR's binary files. */
public record CifarLayout(List<String> places, CifarForm form) implements Layout {
    public CifarLayout {
        places = List.copyOf(places);
    }

    /** As its makers spread it: its folder, alone or inside one of the data set's name, or the files themselves. */
    static CifarLayout of(String name, CifarForm form) {
        return new CifarLayout(List.of(form.folder(), name, name + "/" + form.folder(), ""), form);
    }

    @Override
    public Optional<Found> find(Path folder) {
        return CifarFiles.find(form, folder).map(FoundCifar::new);
    }

    @Override
    public List<String> missing(Path folder) {
        List<String> missing = CifarFiles.missing(form, folder);
        return missing.size() == CifarFiles.needed(form).size() ? List.of() : missing;
    }

    private record FoundCifar(CifarFiles files) implements Found {
        @Override
        public Path folder() {
            return files.folder();
        }

        @Override
        public long bytes() {
            return files.bytes();
        }

        /** What Thresher draws in colour is stored as CIFAR-10 is: the names of the classes tell which one lies there. */
        @Override
        public boolean looksLike(KnownDataset other) {
            return other.layout() instanceof CifarLayout layout && layout.form == files.form() && other.classNames().equals(files.classNames());
        }

        @Override
        public Dataset read(KnownDataset dataset, ImageOptions options, Progress progress) {
            return CifarDataset.read(dataset.name(), files, dataset.normalisation());
        }
    }
}
