package dev.thresher.app.window.data;

import dev.thresher.app.window.run.Sessions;
import dev.thresher.app.window.run.TrainerSession;
import dev.thresher.app.window.run.TrainingSession;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.DataConfig;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.run.RecordedRun;
import dev.thresher.engine.train.TrainingData;
import java.nio.file.Path;

/** Runs on data sets of the catalogue, or on a file of tensors. */
public final class CatalogueSessions implements Sessions {
    private final DataFolders folders;

    public CatalogueSessions(DataFolders folders) {
        this.folders = folders;
    }

    @Override
    public TrainingSession open(Experiment experiment, Path runs, Progress progress) {
        return TrainerSession.create(experiment, load(experiment.data(), folders, progress), runs);
    }

    @Override
    public TrainingSession resume(Path runFolder, Integer epochs, Progress progress) {
        return TrainerSession.resume(runFolder, epochs, load(RecordedRun.origin(runFolder).experiment().data(), folders, progress));
    }

    static Dataset load(DataConfig config, DataFolders folders, Progress progress) {
        DataFolders where = config.folder() == null ? folders : DataFolders.standard(Path.of(config.folder()));
        return TrainingData.load(config, where, progress);
    }
}
