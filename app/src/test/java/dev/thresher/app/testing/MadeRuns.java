package dev.thresher.app.testing;

import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.mask.PackedMask;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.run.MaskSnapshot;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.run.Summary;
import dev.thresher.engine.run.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;

/** Run folders with numbers made up for a test: nothing is trained. */
public final class MadeRuns {
    private static final int EPOCHS = 3;
    private static final int STEPS_PER_EPOCH = 4;
    private static final int[][] SHAPES = {{300, 784}, {100, 300}, {10, 100}}; // of LeNet-300-100

    private MadeRuns() {
    }

    /** LeNet-300-100 on MNIST for three epochs. */
    public static Experiment lenet(double alpha, long seed) {
        Experiment standard = Experiment.standard();
        return standard.withEpochs(EPOCHS).withSeed(seed).withMethod(standard.method().withAlpha(alpha));
    }

    public static Experiment dense(long seed) {
        Experiment lenet = lenet(5e-4, seed);
        return lenet.withMethod(lenet.method().withKind(MethodKind.DENSE));
    }

    /** A finished run of the layers fc1, fc2, fc3. */
    public static Path finished(Path folder, Experiment experiment, double accuracy, double... remaining) {
        return make(folder, experiment, List.of("fc1", "fc2", "fc3"), RunState.FINISHED, accuracy, remaining);
    }

    /**
     * A run whose accuracy is best in its second epoch, by 0.01 above the last, and whose layers end with these ratios.
     *
     * @param state null for a run that has no end yet, though nobody writes it
     */
    public static Path make(Path folder, Experiment experiment, List<String> layers, RunState state, double accuracy, double... remaining) {
        RunLog log = RunLog.empty(folder.getFileName().toString(), experiment, layers, EPOCHS * STEPS_PER_EPOCH);
        try (RunFolder made = RunFolder.create(folder, experiment, "sha256:made")) {
            made.begin(log, Models.spec(experiment), "made up", EPOCHS * STEPS_PER_EPOCH);
            for (int epoch = 1; epoch <= EPOCHS; epoch++) {
                for (int i = 0; i < STEPS_PER_EPOCH; i++) {
                    log.steps().append(row(log, epoch, remaining));
                }
                log.epochs().add(new EpochRow(epoch, log.steps().size(), epoch * 2.0, 0.5, 0.4,
                        epoch == 2 ? accuracy + 0.01 : epoch == 3 ? accuracy : accuracy - 0.1, mean(remaining),
                        Arrays.stream(remaining).boxed().toList()));
            }
            made.flush();
            if (layers.equals(List.of("fc1", "fc2", "fc3"))) {
                made.masks(masks(log.steps().size(), experiment.seed(), remaining));
            }
            if (state != null) {
                Map<String, Double> ratios = new LinkedHashMap<>();
                for (int i = 0; i < layers.size(); i++) {
                    ratios.put(layers.get(i), remaining[i]);
                }
                made.summary(new Summary(log.name(), state, state == RunState.FAILED ? "the loss is no number; try a smaller learning rate" : "",
                        experiment.model(), experiment.data().dataset(), experiment.method().kind().id(), experiment.method().alpha(),
                        experiment.seed(), EPOCHS, log.steps().size(), accuracy, accuracy + 0.01, 2, mean(remaining), ratios, Map.of(), 6, 2,
                        Summary.TEST_SET, null, null, 0));
            }
        }
        return folder;
    }

    /** The files of a run's recorded masks, by their steps. */
    public static List<Path> masks(Path folder) {
        return MaskSnapshot.in(folder).stream().map(MaskSnapshot.Place::file).toList();
    }

    /** Gives a run folder masks of another step, as they are in a file. */
    public static void remember(Path folder, int step, Path masks) throws IOException {
        Files.copy(masks, masks(folder).getFirst().resolveSibling(String.format(Locale.ROOT, "step-%08d.safetensors", step)));
    }

    /** Gives a run folder LeNet-300-100's last weights: all W and all t the same. */
    public static void weights(Path folder, int step, float w, float t) {
        List<NamedTensor> tensors = new ArrayList<>();
        for (int layer = 0; layer < SHAPES.length; layer++) {
            float[] weights = new float[SHAPES[layer][0] * SHAPES[layer][1]];
            float[] thresholds = new float[SHAPES[layer][0]];
            Arrays.fill(weights, w);
            Arrays.fill(thresholds, t);
            tensors.add(new NamedTensor("fc" + (layer + 1) + ".weight", SHAPES[layer], weights));
            tensors.add(new NamedTensor("fc" + (layer + 1) + ".threshold", new int[] {thresholds.length}, thresholds));
        }
        SafeTensors.write(folder.resolve(Weights.LAST.file()), Map.of("step", Integer.toString(step)), tensors);
    }

    /** From 1 in the first step to the given ratios in the last. Columns between the model's and the layers' are not touched. */
    private static float[] row(RunLog log, int epoch, double[] remaining) {
        float[] row = new float[log.steps().names().size()];
        double share = (log.steps().size() + 1.0) / (EPOCHS * STEPS_PER_EPOCH);
        row[log.steps().names().indexOf("epoch")] = epoch;
        row[log.steps().names().indexOf("model_remaining")] = (float) (1 + share * (mean(remaining) - 1));
        for (int i = 0; i < remaining.length; i++) {
            row[log.steps().names().indexOf(log.steps().layers().get(i) + ".remaining")] = (float) (1 + share * (remaining[i] - 1));
        }
        return row;
    }

    /** LeNet-300-100's masks, which keep about these shares; which weights, the seed says. */
    private static MaskSnapshot masks(int step, long seed, double[] remaining) {
        SequencedMap<String, PackedMask> masks = new LinkedHashMap<>();
        for (int layer = 0; layer < SHAPES.length; layer++) {
            Random random = new Random(31 * seed + layer);
            boolean[] kept = new boolean[SHAPES[layer][0] * SHAPES[layer][1]];
            for (int i = 0; i < kept.length; i++) {
                kept[i] = random.nextDouble() < remaining[layer];
            }
            masks.put("fc" + (layer + 1) + ".weight", PackedMask.of(SHAPES[layer][0], SHAPES[layer][1], kept));
        }
        return new MaskSnapshot(step, masks);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
