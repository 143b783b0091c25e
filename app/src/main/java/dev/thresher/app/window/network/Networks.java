package dev.thresher.app.window.network;

import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.export.ExportReport;
import dev.thresher.engine.model.spec.ModelTable;
import java.nio.file.Path;

/** Networks as tables and as files. May take seconds: never called on the thread of the window. */
public interface Networks {
    /**
     * The network of an experiment, for the images and classes of its data.
     *
     * @throws dev.thresher.datasets.UserError where the network or its data are at fault, or do not fit each other
     */
    ModelTable describe(Experiment experiment);

    /**
     * Writes what a run has trained.
     *
     * @param out a file, or a folder where the format is one
     * @throws dev.thresher.datasets.UserError where the run holds no such weights, its data are not here, or {@code out}
     *     cannot be written
     */
    ExportReport export(Path run, ExportRequest request, Path out);
}
