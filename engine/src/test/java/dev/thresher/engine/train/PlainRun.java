package dev.thresher.engine.train;

import dev.thresher.datasets.Dataset;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.log.StepLog;
import dev.thresher.engine.testing.Logs;
import dev.thresher.engine.testing.Tiny;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small training that prints what it computed with and the bits of every step's loss; for a JVM that is not this one. */
final class PlainRun {
    private PlainRun() {
    }

    static Experiment experiment(Path folder) {
        Experiment tiny = Tiny.convolutional(folder);
        return tiny.withMethod(tiny.method().withAlpha(0.05)).withEpochs(3);
    }

    static List<String> lines(Experiment experiment) {
        Dataset data = Tiny.data(45, 20);
        try (Trainer trainer = new Trainer(experiment, data, null)) {
            if (trainer.run().state() != RunState.FINISHED) {
                throw new AssertionError(trainer.message());
            }
            List<String> lines = new ArrayList<>();
            lines.add(trainer.device());
            lines.add(Backends.remark(experiment.execution()));
            for (float loss : Logs.column(trainer.log(), StepLog.LOSS)) {
                lines.add(Integer.toHexString(Float.floatToIntBits(loss)));
            }
            return lines;
        }
    }

    /** @param args the folder of the model file */
    public static void main(String[] args) {
        lines(experiment(Path.of(args[0]))).forEach(System.out::println);
    }
}
