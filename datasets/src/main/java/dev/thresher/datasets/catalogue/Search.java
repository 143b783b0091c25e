package dev.thresher.datasets.catalogue;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.KnownDataset.Origin;
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
    Optional<Found> run() {
        looked.clear();
        for (Path folder : folders.folders()) {
            Optional<Found> found = in(folder);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The error where {@link #run} found nothing. */
    UserError notFound() {
        String remedy = dataset.origin() == Origin.PLACED ? howToPlace(dataset.name())
                : "get it with: thresher datasets fetch " + dataset.name();
        return new UserError("data set '" + dataset.name() + "' is not here: looked in " + String.join(", ", looked) + "; " + remedy);
    }

    /** How a data set of pictures that the user alone may get is to lie. */
    static String howToPlace(String name) {
        return "get its pictures from its makers and put them as " + name + "/train/CLASS/*.JPEG and " + name
                + "/val/CLASS/*.JPEG into the folder that --data or THRESHER_DATA names";
    }

    private Optional<Found> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            looked.add(folder + " (no such folder)");
            return Optional.empty();
        }
        List<String> remarks = new ArrayList<>();
        for (String place : dataset.layout().places()) {
            Path candidate = place.isEmpty() ? folder : folder.resolve(place);
            Optional<Found> files = dataset.layout().find(candidate);
            Optional<KnownDataset> other = files.flatMap(this::whatElse);
            if (files.isPresent() && other.isEmpty()) {
                return files;
            }
            other.ifPresent(o -> remarks.add("the files there are " + o.name()));
            List<String> missing = dataset.layout().missing(candidate);
            if (!missing.isEmpty()) {
                remarks.add((place.isEmpty() ? "" : place + "/ ") + "lacks " + String.join(" and ", missing));
            }
        }
        looked.add(folder + (remarks.isEmpty() ? "" : " (" + String.join("; ", remarks) + ")"));
        return Optional.empty();
    }

    private Optional<KnownDataset> whatElse(Found files) {
        return DatasetCatalogue.known().stream().filter(other -> other != dataset && files.looksLike(other)).findFirst();
    }
}
