package dev.thresher.engine.train;

import dev.thresher.datasets.Dataset;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.OptimiserKind;
import dev.thresher.engine.experiment.ScheduleConfig;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.testing.Tiny;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small training in a process of its own, that may be killed at any moment and started again. */
final class KilledRun {
    static final String READY = "ready";

    private KilledRun() {
    }

    static Dataset data() {
        return Tiny.data(45, 20);
    }

    /** With all that a checkpoint must hold: statistics, two moments, dropout, decays, resets; checkpoints all the time. */
    static Experiment experiment(Path folder) {
        Experiment base = Tiny.convolutional(folder);
        return base.withEpochs(100).withMethod(base.method().withAlpha(0.05)).withSchedule(ScheduleConfig.steps(0.5, 30, 60))
                .withOptimiser(base.optimiser().withKind(OptimiserKind.ADAM).withLearningRate(0.01))
                .withExecution(base.execution().withCheckpointMinutes(1e-4));
    }

    /** Starts the run of a folder, or goes on with it; ends when it ends. @param args the folder, and that of the model file */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        try (Trainer trainer = trainer(folder, Path.of(args[1]))) {
            System.out.println(READY);
            if (trainer.run().state() != RunState.FINISHED) {
                throw new AssertionError(trainer.message());
            }
        }
    }

    private static Trainer trainer(Path folder, Path model) {
        if (Files.exists(folder.resolve("checkpoint.safetensors"))) {
            return Trainer.resume(folder, data());
        }
        Experiment experiment = experiment(model);
        return new Trainer(experiment, data(), RunFolder.create(folder, experiment, data().checksum()));
    }

    /** The command that starts it. */
    static List<String> command(Path folder, Path model) {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules", "jdk.incubator.vector",
                "-Dthresher.lanes=" + System.getProperty("thresher.lanes", ""), "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", System.getProperty("java.class.path"), KilledRun.class.getName(),
                folder.toString(), model.toString());
    }
}
