package dev.thresher.app.window.data;

import dev.thresher.datasets.Progress;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.datasets.catalogue.DatasetStatus;
import dev.thresher.datasets.catalogue.KnownDataset.Origin;
import dev.thresher.datasets.fetch.Cancelled;
import dev.thresher.datasets.fetch.Fetcher;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** The catalogue of this machine, with the network behind it. */
public final class CatalogueShelf implements DataShelf {
    private final DataFolders folders;

    public CatalogueShelf(DataFolders folders) {
        this.folders = folders;
    }

    @Override
    public List<DatasetStatus> status() {
        return DatasetCatalogue.status(folders);
    }

    @Override
    public boolean bring(String name, Progress progress, BooleanSupplier cancelled) {
        try {
            if (DatasetCatalogue.named(name).origin() == Origin.FETCHED) {
                try (Fetcher fetcher = new Fetcher()) {
                    fetcher.fetch(DatasetCatalogue.remote(name), folders.cache(),
                            (file, bytes, total, speed) -> progress.update(file, bytes, total), cancelled);
                }
            } else {
                // Drawing reports after every batch of images: the place to leave it.
                DatasetCatalogue.load(name, folders, (what, done, total) -> {
                    if (cancelled.getAsBoolean()) {
                        throw new CancellationException(name);
                    }
                    progress.update(what, done, total);
                });
            }
            return true;
        } catch (Cancelled | CancellationException e) {
            return false;
        }
    }
}
