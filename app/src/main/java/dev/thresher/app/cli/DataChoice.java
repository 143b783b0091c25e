package dev.thresher.app.cli;

import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.catalogue.DatasetCatalogue;

/** What is trained on where the user named nothing. */
final class DataChoice {
    private DataChoice() {
    }

    /** The data set that is taken where none was named. */
    static String defaultName(DataFolders folders) {
        return DatasetCatalogue.defaultName(folders);
    }

    /** One line on what was taken where none was named, and why. */
    static String remark(String name) {
        return name.equals(DatasetCatalogue.MNIST) ? "Data set: mnist, which was found here; --dataset names another."
                : "Data set: " + name + ", for mnist was not found; 'thresher datasets fetch mnist' gets it.";
    }
}
