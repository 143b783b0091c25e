package dev.thresher.datasets.catalogue;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.KnownDataset.Origin;
import dev.thresher.datasets.idx.IdxFiles;
import dev.thresher.datasets.idx.IdxReader;
import dev.thresher.datasets.synth.SynthDigits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One search for the files of one data set; remembers what it met, so that a failure can say where it looked. */
final class Search {
    private final KnownDataset dataset;
    private final DataFolders folders;
    private final List<String> looked = new ArrayList<>();

    Search(KnownDataset dataset, DataFolders folders) {
        this.dataset = dataset;
        this.folders = folders;
    }

    /** The first complete set of files. */
    Optional<IdxFiles> run() {
        looked.clear();
        for (Path folder : folders.folders()) {
            Optional<IdxFiles> found = in(folder);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The error where {@link #run} found nothing. */
    UserError notFound() {
        return new UserError("data set '" + dataset.name() + "' is not here: looked in " + String.join(", ", looked)
                + "; get it with: thresher datasets fetch " + dataset.name());
    }

    private Optional<IdxFiles> in(Path folder) {
        if (dataset.origin() == Origin.GENERATED) {
            return IdxFiles.find(folder.resolve(SynthDigits.FOLDER));
        }
        if (!Files.isDirectory(folder)) {
            looked.add(folder + " (no such folder)");
            return Optional.empty();
        }
        List<String> remarks = new ArrayList<>();
        for (Path candidate : List.of(folder.resolve(dataset.name()), folder)) {
            Optional<IdxFiles> files = IdxFiles.find(candidate);
            if (files.isEmpty()) {
                List<String> missing = IdxFiles.missing(candidate);
                if (missing.size() < 4) {
                    remarks.add((candidate.equals(folder) ? "" : dataset.name() + "/ ") + "lacks " + String.join(" and ", missing));
                }
                continue;
            }
            Optional<KnownDataset> other = whatElse(files.get());
            if (other.isEmpty()) {
                return files;
            }
            remarks.add("the files there are " + other.get().name());
        }
        looked.add(folder + (remarks.isEmpty() ? "" : " (" + String.join("; ", remarks) + ")"));
        return Optional.empty();
    }

    /** Fashion-MNIST's files have MNIST's names: the first labels tell which one lies there. */
    private Optional<KnownDataset> whatElse(IdxFiles files) {
        List<Integer> first = IdxReader.peekLabels(files.trainLabels(), dataset.firstLabels().size());
        return DatasetCatalogue.known().stream()
                .filter(other -> other != dataset && other.firstLabels().equals(first))
                .findFirst();
    }
}
