package dev.thresher.app.window.data;

import dev.thresher.datasets.Progress;
import dev.thresher.datasets.catalogue.DatasetStatus;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The data sets there are, and how an absent one is brought here. Never called on the thread of the window. */
public interface DataShelf {
    /** Every known data set and whether it is here. */
    List<DatasetStatus> status();

    /**
     * Fetches or generates a data set.
     *
     * @param cancelled asked often; once true, the call returns soon
     * @return whether it is here now; false where it was cancelled
     * @throws dev.thresher.datasets.UserError where it cannot be had
     */
    boolean bring(String name, Progress progress, BooleanSupplier cancelled);
}
