package dev.thresher.engine.train;

import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.experiment.ExecutionConfig;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.ShapedModel;
import dev.thresher.engine.run.ParameterFile;
import dev.thresher.engine.run.RecordedRun;
import dev.thresher.engine.run.Weights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * What saved weights of a run come to on its test set, by the rules of every evaluation: masks made from W and t, the reset rule
 * included.
 *
 * @param step steps that the weights were trained for
 * @param examples how many were evaluated
 * @param loss mean task loss
 * @param accuracy share answered rightly, 0 … 1
 * @param modelRemaining kept fraction over all masked weights
 * @param layerRemaining kept fraction of each masked layer, in the network's order
 * @param seconds that the evaluation took
 */
public record RunEvaluation(int step, int examples, double loss, double accuracy, double modelRemaining,
                            Map<String, Double> layerRemaining, double seconds) {
    /**
     * @param dataset the one that the run was trained on
     * @param execution what to compute with
     * @param cancelled asked between batches
     * @throws UserError where the folder holds no such weights, or they are damaged, or the data are other ones or have no test set
     * @throws CancellationException where it was cancelled
     */
    public static RunEvaluation of(Path runFolder, Weights which, Dataset dataset, ExecutionConfig execution, BooleanSupplier cancelled) {
        RecordedRun.Origin origin = RecordedRun.origin(runFolder);
        Resumption.checkData(runFolder, origin.datasetChecksum(), dataset);
        Path file = runFolder.resolve(which.file());
        if (!Files.isRegularFile(file)) {
            throw new UserError(runFolder + ": holds no " + which.file() + "; let its run finish an epoch with a test set first");
        }
        if (dataset.test().count() == 0) {
            throw new UserError(dataset.name() + ": holds no test examples; name a data set that does");
        }
        Experiment experiment = origin.experiment().withExecution(execution);
        int batchSize = Plan.batchSize(experiment, dataset);
        try (Backend backend = Backends.create(execution)) {
            return of(file, experiment, dataset, backend, cancelled);
        } catch (OutOfMemoryError e) {
            throw Machine.tooLarge(experiment, batchSize, e);
        }
    }

    private static RunEvaluation of(Path file, Experiment experiment, Dataset dataset, Backend backend, BooleanSupplier cancelled) {
        ModelSpec spec = Models.spec(experiment);
        int capacity = Capacity.of(ShapedModel.of(spec, dataset.shape(), dataset.classes()), Plan.batchSize(experiment, dataset));
        SparseMethod method = SparseMethod.of(experiment.method());
        Network network = Models.build(spec, backend, method, dataset.shape(), dataset.classes(), capacity, experiment.seed());
        TensorFile weights = SafeTensors.read(file);
        ParameterFile.read(weights, network);
        TrainingStep step = new TrainingStep(network, method, null, dataset.shape().features(), dataset.classes(), capacity);
        Evaluation evaluation = new Evaluation(dataset.test(), Inputs.of(experiment.data(), dataset).normalisation(), capacity,
                backend.unpacks());
        long began = System.nanoTime();
        network.refreshMasksForEvaluation();
        backend.await();
        if (!evaluation.run(step, cancelled)) {
            throw new CancellationException("the evaluation was cancelled");
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Map<String, Double> remaining = new LinkedHashMap<>();
        for (MaskedWeight w : network.maskedWeights()) {
            remaining.put(w.layer(), w.evaluationCount().remainingRatio());
        }
        return new RunEvaluation(ParameterFile.step(weights), evaluation.count(), evaluation.meanLoss(), evaluation.accuracy(),
                Recorder.evaluatedRatio(network.maskedWeights()), remaining, seconds);
    }
}
