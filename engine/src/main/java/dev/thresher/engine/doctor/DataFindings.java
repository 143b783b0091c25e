package dev.thresher.engine.doctor;

import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.datasets.catalogue.DatasetStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which data sets lie in which of the folders that are looked through. */
final class DataFindings {
    private DataFindings() {
    }

    static List<Finding> of(DataFolders folders, Path given) {
        List<Finding> found = new ArrayList<>();
        for (Path folder : folders.folders()) {
            found.add(one(folder, folder.equals(folders.cache()), given));
        }
        if (DatasetCatalogue.status(folders).stream().noneMatch(DatasetStatus::present)) {
            found.add(Finding.note("data", "no data set is here yet; what was drawn by Thresher stands in for MNIST and CIFAR-10",
                    "thresher datasets fetch mnist"));
        }
        return found;
    }

    private static Finding one(Path folder, boolean cache, Path given) {
        String what = cache ? " (the cache, into which data sets are fetched)" : "";
        if (!Files.isDirectory(folder)) {
            boolean named = given != null && folder.equals(given.toAbsolutePath().normalize());
            return named ? Finding.problem("data", folder + " is no folder", "name the folder that holds the data sets")
                    : Finding.ok("data", folder + what + ": no such folder");
        }
        String names = DatasetCatalogue.status(new DataFolders(List.of(folder), folder)).stream().filter(DatasetStatus::present)
                .map(status -> status.dataset().name()).collect(Collectors.joining(", "));
        return Finding.ok("data", folder + what + ": " + (names.isEmpty() ? "no data set" : names));
    }
}
