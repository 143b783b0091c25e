package dev.thresher.app.window.data;

import dev.thresher.app.window.network.ExportRequest;
import dev.thresher.app.window.network.Networks;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.datasets.catalogue.KnownDataset;
import dev.thresher.engine.experiment.DataConfig;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.export.ExportReport;
import dev.thresher.engine.export.RunExport;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.ModelTable;
import dev.thresher.engine.train.TrainingData;
import java.nio.file.Path;

/** Networks for data sets of the catalogue, or for data given by a path. */
public final class CatalogueNetworks implements Networks {
    private static final Progress UNHEARD = (_, _, _) -> { };

    private final DataFolders folders;

    public CatalogueNetworks(DataFolders folders) {
        this.folders = folders;
    }

    @Override
    public ModelTable describe(Experiment experiment) {
        ModelSpec spec = Models.spec(experiment);
        DataConfig data = experiment.data();
        if (data.fromPath()) {
            Dataset given = load(data);
            return ModelTable.of(spec, given.shape(), given.classes());
        }
        // A known data set need not be here to say what its images are like.
        KnownDataset known = DatasetCatalogue.named(data.dataset());
        ImageShape shape = data.imageSize() == null || !known.name().equals("imagenet") ? known.shape()
                : new ImageShape(known.shape().channels(), data.imageSize(), data.imageSize());
        return ModelTable.of(spec, shape, known.classes());
    }

    @Override
    public ExportReport export(Path run, ExportRequest request, Path out) {
        return RunExport.write(run, request.weights(), experiment -> load(experiment.data()), request.format(), request.options(), out);
    }

    private Dataset load(DataConfig config) {
        return CatalogueSessions.load(config, folders, UNHEARD);
    }
}
