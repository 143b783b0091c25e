package dev.thresher.engine.train;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.datasets.tensors.TensorDataset;
import dev.thresher.engine.experiment.DataConfig;
import java.nio.file.Path;

/** Loads what an experiment is trained on: a data set of the catalogue, or a file of tensors. */
public final class TrainingData {
    /** Every built-in network tells ten classes apart. */
    private static final int CLASSES = 10;

    private TrainingData() {
    }

    /**
     * @param folders where named data sets are looked for
     * @throws dev.thresher.datasets.UserError where it is unknown, absent or damaged
     */
    public static Dataset load(DataConfig config, DataFolders folders, Progress progress) {
        return config.tensors() == null ? DatasetCatalogue.load(config.dataset(), folders, progress)
                : TensorDataset.read(Path.of(config.tensors()), CLASSES);
    }
}
