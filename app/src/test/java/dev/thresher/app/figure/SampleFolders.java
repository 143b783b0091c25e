package dev.thresher.app.figure;

import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.experiment.ScheduleConfig;
import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.mask.PackedMask;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.run.MaskSnapshot;
import dev.thresher.engine.run.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Run folders that look like real ones, without training; the same each time. */
public final class SampleFolders {
    private static final int EPOCHS = 4;
    private static final int STEPS = 50;

    private SampleFolders() {
    }

    /** LeNet-300-100 on MNIST. */
    public static Path lenet(Path parent, String name, double alpha, long seed) {
        return record(parent.resolve(name), lenet(alpha).withSeed(seed), List.of("fc1", "fc2", "fc3"));
    }

    /** The same with decays of the learning rate after the second and third epoch. */
    public static Path decayed(Path parent, String name, double alpha, double rate) {
        Experiment e = lenet(alpha);
        return record(parent.resolve(name), e.withSchedule(ScheduleConfig.steps(0.1, 2, 3)).withOptimiser(e.optimiser().withLearningRate(rate)), List.of("fc1", "fc2", "fc3"));
    }

    public static Path dense(Path parent, String name, long seed) {
        Experiment e = lenet(0);
        return record(parent.resolve(name), e.withSeed(seed).withMethod(e.method().withKind(MethodKind.DENSE)), List.of("fc1", "fc2", "fc3"));
    }

    /** A network of sixteen layers on CIFAR-10. */
    public static Path vgg(Path parent, String name, double alpha, long seed) {
        List<String> layers = new ArrayList<>();
        for (int i = 1; i <= 13; i++) {
            layers.add("conv" + i);
        }
        layers.addAll(List.of("fc1", "fc2"));
        Experiment e = Presets.of("vgg-16");
        return record(parent.resolve(name), e.withSeed(seed).withEpochs(EPOCHS).withMethod(e.method().withAlpha(alpha)), layers);
    }

    /** Any of the known networks on MNIST, with masked layers of these names. */
    public static Path network(Path parent, String name, String model, double alpha, long seed, List<String> layers) {
        Experiment e = Presets.of(model).withEpochs(EPOCHS).withSeed(seed);
        return record(parent.resolve(name), e.withMethod(e.method().withAlpha(alpha)), layers);
    }

    private static Experiment lenet(double alpha) {
        Experiment e = Presets.of("lenet-300-100").withEpochs(EPOCHS);
        return e.withData(e.data().withDataset("mnist")).withMethod(e.method().withAlpha(alpha));
    }

    /** A run that has begun and done no step. */
    public static Path begun(Path parent, String name) {
        Path folder = parent.resolve(name);
        Experiment e = lenet(1e-4);
        try (RunFolder run = RunFolder.create(folder, e, "sha256:0")) {
            run.begin(RunLog.empty(name, e, List.of("fc1", "fc2", "fc3"), 10), Models.spec(e), "test", 10);
        }
        return folder;
    }

    private static Path record(Path folder, Experiment e, List<String> layers) {
        RunLog log = RunLog.empty(folder.getFileName().toString(), e, layers, EPOCHS * STEPS);
        try (RunFolder run = RunFolder.create(folder, e, "sha256:0")) {
            run.begin(log, Models.spec(e), "test", EPOCHS * STEPS);
            fill(log, e);
            run.flush();
            run.masks(masks(layers, EPOCHS * STEPS, e.seed()));
        }
        return folder;
    }

    private static MaskSnapshot masks(List<String> layers, int step, long seed) {
        LinkedHashMap<String, PackedMask> masks = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            int rows = 10 + 10 * (layers.size() - i);
            int columns = i == 0 && layers.size() == 3 ? 784 : 30;
            boolean[] mask = new boolean[rows * columns];
            for (int j = 0; j < mask.length; j++) {
                mask[j] = (j * 31 + j / columns * 17 + seed - 1) % 11 < 3;
            }
            masks.put(layers.get(i) + ".weight", PackedMask.of(rows, columns, mask));
        }
        return new MaskSnapshot(step, masks);
    }

    private static void fill(RunLog log, Experiment e) {
        List<String> layers = log.steps().layers();
        double strength = e.method().kind() == MethodKind.DENSE ? 0 : 1 + Math.log10(Math.max(1e-7, e.method().alpha())) / 7;
        double rate = e.optimiser().learningRate();
        double[] kept = new double[layers.size()];
        java.util.Arrays.fill(kept, 1);
        for (int step = 1; step <= EPOCHS * STEPS; step++) {
            int epoch = (step - 1) / STEPS + 1;
            double sum = 0;
            float[] row = new float[log.steps().names().size()];
            for (int i = 0; i < kept.length; i++) {
                double floor = 0.02 + 0.5 * ((i * 5 + 1) % 7) / 7 * (1 - strength);
                boolean output = i == kept.length - 1;
                double aim = strength == 0 ? 1 : output ? 0.5 + 0.4 * (1 - strength) - (rate < 0.005 ? 0.25 : 0) : floor;
                kept[i] += (aim - kept[i]) * (output ? 0.1 : 0.03);
                row[6 + i] = (float) kept[i];
                sum += kept[i];
            }
            row[0] = epoch;
            row[1] = (float) rate;
            row[2] = row[3] = (float) (2.3 * Math.exp(-step / 60.0));
            row[5] = (float) (sum / kept.length);
            log.steps().append(row);
            if (step % STEPS == 0) {
                List<Double> layerRatios = new ArrayList<>();
                for (double one : kept) {
                    layerRatios.add(one);
                }
                double accuracy = 0.98 - 0.06 * Math.exp(-epoch) - 0.02 * strength * strength + 0.001 * e.seed();
                log.epochs().add(new EpochRow(epoch, step, step / 100.0, 0.1, 0.1, accuracy, sum / kept.length, layerRatios));
                if (e.schedule().decayEpochs().contains(epoch)) {
                    rate *= e.schedule().gamma();
                    log.events().add(new RunEvent(step, step / 100.0, RunEvent.Kind.DECAY, Double.toString(rate)));
                }
            }
        }
    }
}
