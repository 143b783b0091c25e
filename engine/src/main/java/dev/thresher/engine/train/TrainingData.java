package dev.thresher.engine.train;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.datasets.images.ImageFolderDataset;
import dev.thresher.datasets.images.ImageOptions;
import dev.thresher.datasets.tensors.TensorDataset;
import dev.thresher.engine.experiment.DataConfig;
import java.nio.file.Path;

/** Loads what an experiment is trained on: a data set of the catalogue, a folder of pictures, or a file of tensors. */
public final class TrainingData {
    private static final int AS_LABELS_SAY = 0;
    private static final int SMALL = 64; // pixels a side

    private TrainingData() {
    }

    /**
     * @param folders where named data sets are looked for
     * @throws dev.thresher.datasets.UserError where it is unknown, absent or damaged
     */
    public static Dataset load(DataConfig config, DataFolders folders, Progress progress) {
        if (config.tensors() != null) {
            return TensorDataset.read(Path.of(config.tensors()), AS_LABELS_SAY);
        }
        ImageOptions pictures = ImageOptions.standard().withSkipDamaged(config.skipDamaged());
        if (config.imageSize() != null) {
            int size = config.imageSize();
            // in ImageNet's proportion; small pictures are not cut at all
            int resize = size < SMALL ? size : Math.round((float) size * pictures.resize() / pictures.size());
            pictures = new ImageOptions(size, resize, pictures.skipDamaged(), pictures.threads());
        }
        return config.images() != null ? ImageFolderDataset.read(Path.of(config.images()), pictures, progress)
                : DatasetCatalogue.load(config.dataset(), folders, pictures, progress);
    }
}
