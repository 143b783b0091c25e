package dev.thresher.engine.export;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodConfig;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.ShapedModel;
import dev.thresher.engine.run.RecordedRun;
import dev.thresher.engine.run.Weights;
import dev.thresher.engine.train.Inputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Exports what a run has trained. */
public final class RunExport {
    private RunExport() {
    }

    /**
     * Writes what a run folder keeps as others take it.
     *
     * @param data loads what the run was trained on, which tells shape and classes
     * @param out as of {@link #write(Path, ModelSpec, ImageShape, int, MethodConfig, Normalisation, ExportFormat, ExportOptions, Path)}
     * @throws UserError where the folder is none of a run, holds no such weights, its data is absent, or the export cannot be written
     */
    public static ExportReport write(Path run, Weights which, Function<Experiment, Dataset> data, ExportFormat format, ExportOptions options,
                                     Path out) {
        Experiment experiment = RecordedRun.origin(run).experiment();
        Path parameters = run.resolve(which.file());
        if (!Files.isRegularFile(parameters)) {
            throw new UserError(run + ": holds no " + which.file() + "; let its run finish an epoch first");
        }
        Dataset dataset = data.apply(experiment);
        return write(parameters, Models.spec(experiment), dataset.shape(), dataset.classes(), experiment.method(),
                Inputs.of(experiment.data(), dataset).normalisation(), format, options, out);
    }

    /**
     * Reads a run's parameters and writes them as others take them.
     *
     * @param parameters a safetensors file with all parameters of the network
     * @param normalisation how the images were normalised; null where that is not known
     * @param out a file, replaced in one step; for {@link ExportFormat#NPZ_CSR} a folder that does not exist yet or is empty
     * @throws UserError where the parameters do not fit the network, or the export cannot be written
     */
    public static ExportReport write(Path parameters, ModelSpec spec, ImageShape input, int classes, MethodConfig method,
                                     Normalisation normalisation, ExportFormat format, ExportOptions options, Path out) {
        TrainedWeights weights = TrainedWeights.read(parameters, ShapedModel.of(spec, input, classes), method);
        try {
            return switch (format) {
                case SAFETENSORS -> {
                    SafetensorsExport.write(weights, normalisation, options, out);
                    yield report(out, Files.size(out), ZippedSize.ofFile(out), weights);
                }
                case ONNX -> {
                    OnnxExport.write(weights, normalisation, options, out);
                    yield report(out, Files.size(out), ZippedSize.ofFile(out), weights);
                }
                case NPZ_CSR -> report(out, CsrExport.write(weights, out), onDisk(out), weights);
            };
        } catch (IOException e) {
            throw FileErrors.reading(out, e); // written it is, but not measured
        }
    }

    private static ExportReport report(Path out, long bytes, long zipped, TrainedWeights weights) throws IOException {
        return new ExportReport(out, bytes, zipped, weights.denseBytes(), ZippedSize.dense(weights), weights.remaining());
    }

    private static long onDisk(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            long bytes = 0;
            for (Path file : all) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }
}
