package dev.thresher.engine.train;

import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.run.CheckpointState;
import dev.thresher.engine.run.Scores;
import dev.thresher.engine.run.Summary;
import dev.thresher.engine.run.Weights;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Puts what the trainer sees into the run's log, and sums it up at the end. */
final class Recorder {
    private final RunLog log;
    private final Network network;
    private final List<MaskedWeight> weights;
    private final float[] row;
    private final int[] resetsSeen;
    private final Set<String> skippedSeen = new HashSet<>();
    private Scores scores;
    private long prunedSeen;
    private long recoveredSeen;
    private final long[] layerPrunedSeen;
    private final long[] layerRecoveredSeen;

    /** @param scores of the run so far */
    Recorder(RunLog log, Network network, Scores scores) {
        this.log = log;
        this.network = network;
        this.weights = network.maskedWeights();
        this.row = new float[log.steps().names().size()];
        this.resetsSeen = weights.stream().mapToInt(w -> w.count().resets()).toArray();
        this.layerPrunedSeen = new long[weights.size()];
        this.layerRecoveredSeen = new long[weights.size()];
        this.scores = scores;
        log.events().all().stream().filter(event -> event.kind() == RunEvent.Kind.SKIPPED).forEach(event -> skippedSeen.add(event.detail()));
    }

    Scores scores() {
        return scores;
    }

    /**
     * Begins to count what masks change, after a look ahead.
     *
     * @param from tells of the entries that the masks of the first step to come prune, those that the last recorded step still used, and of
     *     those that they bring back
     */
    void begin(CheckpointState from) {
        prunedSeen = network.pruned() - from.prunedAhead();
        recoveredSeen = network.recovered() - from.recoveredAhead();
        for (int i = 0; i < weights.size(); i++) {
            boolean told = i < from.layers().size(); // not before the first step
            layerPrunedSeen[i] = weights.get(i).pruned() - (told ? from.layers().get(i).prunedAhead() : 0);
            layerRecoveredSeen[i] = weights.get(i).recovered() - (told ? from.layers().get(i).recoveredAhead() : 0);
        }
    }

    /** What has been pruned since the last recorded step; after a look ahead, what the next one will prune. */
    long prunedAhead() {
        return network.pruned() - prunedSeen;
    }

    long recoveredAhead() {
        return network.recovered() - recoveredSeen;
    }

    /** The masked weights as a checkpoint tells of them, after a look ahead. */
    List<CheckpointState.Layer> layers() {
        return IntStream.range(0, weights.size()).mapToObj(i -> CheckpointState.Layer.of(weights.get(i),
                weights.get(i).pruned() - layerPrunedSeen[i], weights.get(i).recovered() - layerRecoveredSeen[i])).toList();
    }

    /** One row of the step log; allocates nothing. */
    void step(int step, int epoch, double learningRate, TrainingStep done) {
        row[0] = epoch;
        row[1] = (float) learningRate;
        row[2] = (float) done.loss();
        row[3] = (float) done.task().mean();
        row[4] = (float) network.sparseLoss();
        row[5] = (float) network.remainingRatio();
        for (int i = 0; i < weights.size(); i++) {
            row[6 + i] = (float) weights.get(i).count().remainingRatio();
        }
        int at = 6 + weights.size();
        row[at++] = prunedAhead();
        row[at++] = recoveredAhead();
        prunedSeen = network.pruned();
        recoveredSeen = network.recovered();
        for (int i = 0; i < weights.size(); i++) {
            long pruned = weights.get(i).pruned();
            long recovered = weights.get(i).recovered();
            row[at++] = pruned - layerPrunedSeen[i];
            row[at++] = recovered - layerRecoveredSeen[i];
            layerPrunedSeen[i] = pruned;
            layerRecoveredSeen[i] = recovered;
        }
        log.steps().append(row);
    }

    /** An event for each layer whose thresholds were reset since the last call. */
    void resets(int step, double seconds) {
        for (int i = 0; i < weights.size(); i++) {
            int resets = weights.get(i).count().resets();
            if (resets != resetsSeen[i]) {
                resetsSeen[i] = resets;
                log.events().add(new RunEvent(step, seconds, RunEvent.Kind.RESET, weights.get(i).layer()));
            }
        }
    }

    /** An event for each damaged file that the log does not tell of yet. */
    void skipped(List<Path> files, int step, double seconds) {
        for (Path file : files) {
            if (skippedSeen.add(file.toString())) {
                log.events().add(new RunEvent(step, seconds, RunEvent.Kind.SKIPPED, file.toString()));
            }
        }
    }

    void epoch(int epoch, int step, double seconds, double trainLoss, Evaluation evaluation) {
        log.epochs().add(new EpochRow(epoch, step, seconds, trainLoss, evaluation.meanLoss(), evaluation.accuracy(),
                evaluatedRatio(weights), weights.stream().map(w -> w.evaluationCount().remainingRatio()).toList()));
        scores = scores.with(evaluation.accuracy(), epoch, step);
    }

    /** k_m as evaluated last. */
    static double evaluatedRatio(List<MaskedWeight> weights) {
        long kept = weights.stream().mapToLong(w -> w.evaluationCount().kept()).sum();
        long total = weights.stream().mapToLong(w -> w.evaluationCount().total()).sum();
        return total == 0 ? 1 : (double) kept / total;
    }

    /** Whether the last evaluation was after this step. */
    boolean evaluated(int step) {
        return log.epochs().size() > 0 && log.epochs().get(log.epochs().size() - 1).step() == step;
    }

    Summary summary(Control control, int step, int stepsPerEpoch, double secondsWaited, Checkpoints checkpoints) {
        Experiment experiment = log.experiment();
        boolean evaluated = evaluated(step); // then that tells what remains
        Map<String, Double> remaining = new LinkedHashMap<>();
        Map<String, Integer> resets = new LinkedHashMap<>();
        for (MaskedWeight w : weights) {
            remaining.put(w.layer(), (evaluated ? w.evaluationCount() : w.count()).remainingRatio());
            resets.put(w.layer(), w.count().resets());
        }
        double seconds = control.seconds();
        return new Summary(log.name(), control.state(), control.message(), experiment.model(),
                experiment.data().dataset(), experiment.method().kind().id(),
                experiment.method().kind() == MethodKind.DENSE ? 0 : experiment.method().alpha(), experiment.seed(),
                (step + stepsPerEpoch - 1) / stepsPerEpoch, step,
                scores.any() ? scores.last() : null, scores.any() ? scores.best() : null,
                scores.any() ? scores.bestEpoch() : null, evaluated ? evaluatedRatio(weights) : network.remainingRatio(), remaining,
                resets, seconds, seconds > 0 ? step / seconds : 0, scores.any() ? Summary.TEST_SET : null,
                checkpoints.file(Weights.BEST), checkpoints.file(Weights.LAST), seconds > 0 ? secondsWaited / seconds : 0);
    }
}
