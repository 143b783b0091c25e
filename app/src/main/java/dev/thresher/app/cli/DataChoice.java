package dev.thresher.app.cli;

import dev.thresher.app.given.StandIns;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.catalogue.DatasetCatalogue;

/**
 * What is trained on where the user named nothing: the data set that goes with the network, or what stands in for it.
 *
 * @param name in the catalogue
 * @param remark one line on what was taken, and why
 */
record DataChoice(String name, String remark) {
    /**
     * @param customary data set that goes with the network
     * @throws UserError where it is not here and nothing stands in for it
     */
    static DataChoice of(String customary, DataFolders folders) {
        boolean here = DatasetCatalogue.status(folders).stream().anyMatch(one -> one.dataset().name().equals(customary) && one.present());
        if (here) {
            return new DataChoice(customary, "Data set: " + customary + ", which was found here; --dataset names another.");
        }
        return StandIns.of(customary).map(drawn -> new DataChoice(drawn, "Data set: " + drawn + ", for " + customary
                        + " was not found; 'thresher datasets fetch " + customary + "' gets it."))
                .orElseThrow(() -> new UserError("--dataset: the network is made for " + customary + ", which was not found here, and nothing "
                        + "stands in for it; name another with --dataset, or a folder of pictures with --images"));
    }
}
