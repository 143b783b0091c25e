package dev.thresher.app.chart;

import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.StepLog;
import java.util.List;
import java.util.Random;

/** Runs that look like real ones, without training: layers decay at their own pace, and start anew at 1 %. */
public final class SampleRuns {
    private static final int PARAMETERS_OF_MODEL = 266_200;
    private static final int[] PARAMETERS = {235_200, 30_000, 1_000};
    private static final double[] PACE = {9e-4, 3.2e-4, 4e-5};

    private SampleRuns() {
    }

    /** LeNet-300-100 after that many epochs of that many steps. */
    public static RunLog lenet(int epochs, int stepsPerEpoch) {
        RunLog log = empty(epochs * stepsPerEpoch);
        extend(log, epochs, stepsPerEpoch, 0.002);
        return log;
    }

    /** The same with ratios that jump up and down from step to step. */
    public static RunLog noisy(int epochs, int stepsPerEpoch) {
        RunLog log = empty(epochs * stepsPerEpoch);
        extend(log, epochs, stepsPerEpoch, 0.02);
        return log;
    }

    public static RunLog empty(int expected) {
        return RunLog.empty("sample", Experiment.standard(), List.of("fc1", "fc2", "fc3"), expected);
    }

    /** A network of many layers, each decaying at its own pace, with a decay of the learning rate in the middle. */
    public static RunLog deep(Experiment experiment, List<String> layers, int steps) {
        RunLog log = RunLog.empty("deep", experiment, layers, steps);
        Random random = new Random(5);
        for (int step = 1; step <= steps; step++) {
            float[] row = new float[StepLog.width(layers.size())];
            row[0] = 1 + (step - 1) / 1000;
            row[1] = step <= steps / 2 ? 0.1f : 0.01f;
            row[3] = (float) (2.3 * Math.exp(-step / 5000.0) + 0.1 * random.nextDouble());
            row[2] = row[3];
            row[4] = (float) (100 - 40.0 * step / steps);
            double sum = 0;
            for (int i = 0; i < layers.size(); i++) {
                double kept = 0.02 + 0.98 * Math.exp(-step * (0.4 + i % 7) / steps) * (1 - 0.01 * random.nextDouble());
                row[6 + i] = (float) kept;
                sum += kept / layers.size();
            }
            row[5] = (float) sum;
            int changes = 6 + layers.size();
            for (int i = 0; i < layers.size(); i++) {
                row[changes + 2 + 2 * i] = random.nextInt(40);
                row[changes + 3 + 2 * i] = random.nextInt(30);
                row[changes] += row[changes + 2 + 2 * i];
                row[changes + 1] += row[changes + 3 + 2 * i];
            }
            log.steps().append(row);
            if (step == steps / 2) {
                log.events().add(new RunEvent(step, step / 100.0, RunEvent.Kind.DECAY, "0.01"));
            }
            if (step % 1000 == 0) {
                log.epochs().add(new EpochRow(step / 1000, step, step / 100.0, row[3], row[3], 0.9 - 0.6 * Math.exp(-step / 4000.0), sum,
                        layers.stream().map(_ -> 0.5).toList()));
            }
        }
        return log;
    }

    /** As if it had trained on. */
    public static void extend(RunLog log, int epochs, int stepsPerEpoch, double noise) {
        Random random = new Random(7 + log.steps().size());
        double[] age = new double[PACE.length];
        for (int epoch = 1; epoch <= epochs; epoch++) {
            for (int i = 0; i < stepsPerEpoch; i++) {
                int step = log.steps().size() + 1;
                float[] row = new float[9];
                row[0] = epoch;
                row[1] = 0.01f;
                row[3] = (float) (2.3 * Math.exp(-step / 3000.0) + 0.05 * random.nextDouble());
                row[2] = row[3];
                row[4] = 10;
                double model = 0;
                for (int layer = 0; layer < age.length; layer++) {
                    double kept = Math.exp(-PACE[layer] * age[layer]++) * (1 - noise * Math.abs(random.nextGaussian()) * Math.min(1, age[layer] / 500));
                    if (kept <= 0.01) {
                        log.events().add(new RunEvent(step, step / 1000.0, RunEvent.Kind.RESET, log.steps().layers().get(layer)));
                        age[layer] = 0;
                        kept = 1;
                    }
                    row[6 + layer] = (float) kept;
                    model += kept * PARAMETERS[layer] / PARAMETERS_OF_MODEL;
                }
                row[5] = (float) model;
                log.steps().append(row);
            }
            int at = log.steps().size();
            int number = log.epochs().size() + 1;
            log.epochs().add(new EpochRow(number, at, at / 1000.0, 0.2, 0.1,
                    0.981 - 0.06 * Math.exp(-number / 2.5) + 0.001 * random.nextGaussian(),
                    log.steps().column("model_remaining").get(at - 1), List.of(0.1, 0.2, 0.9)));
        }
    }
}
