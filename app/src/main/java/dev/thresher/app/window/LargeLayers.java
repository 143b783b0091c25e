package dev.thresher.app.window;

import dev.thresher.datasets.AtomicFile;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.train.Trainer;
import dev.thresher.engine.train.TrainingData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A run whose layers are as large as ResNet-50's largest, trained for some steps on a few tiny pictures. For measurements. */
final class LargeLayers {
    /** Its layers that are to be looked at: 512 × 512 × 3 × 3, 2048 × 512 × 1 × 1, 1000 × 2048. */
    static final List<String> NAMES = List.of("three", "one", "classes");
    private static final String NETWORK = """
            {"layers": [{"name": "first", "type": "conv", "filters": 512, "kernel": 1}, {"type": "relu"},
              {"name": "three", "type": "conv", "filters": 512, "kernel": 3, "padding": 1}, {"type": "relu"},
              {"name": "one", "type": "conv", "filters": 2048, "kernel": 1}, {"type": "global-average-pool"},
              {"name": "classes", "type": "linear", "outputs": "classes"}]}""";
    private static final int IMAGES = 32;
    private static final int FEATURES = 3 * 4 * 4;
    private static final int CLASSES = 1000;
    private static final int STEPS = 20;
    /** Prunes about half of the weights within those steps. */
    private static final double ALPHA = 0.02;

    private LargeLayers() {
    }

    /** Trains it, and gives back its folder, which has masks of every step. @param work for it and its data */
    static Path record(Path work, DataFolders folders) {
        Path network = work.resolve("large.json");
        AtomicFile.write(network, out -> out.write(NETWORK.getBytes(StandardCharsets.UTF_8)));
        Experiment standard = Experiment.standard();
        Experiment experiment = standard.withModel("large").withModelFile(network.toString()).withSteps(STEPS)
                .withMethod(standard.method().withAlpha(ALPHA)).withExecution(standard.execution().withMaskEvery(1))
                .withData(standard.data().withDataset("tiny").withTensors(pictures(work).toString()).withBatch(4));
        Dataset dataset = TrainingData.load(experiment.data(), folders, Progress.NONE);
        Path run = RunFolder.freshName(work.resolve("runs"), experiment);
        try (Trainer trainer = new Trainer(experiment, dataset, RunFolder.create(run, experiment, dataset.checksum()))) {
            trainer.run();
        }
        return run;
    }

    private static Path pictures(Path work) {
        float[] images = new float[IMAGES * FEATURES];
        float[] labels = new float[IMAGES];
        for (int i = 0; i < images.length; i++) {
            images[i] = i * 37 % 101 / 101f;
        }
        for (int i = 0; i < IMAGES; i++) {
            labels[i] = (CLASSES - 1) * i / (IMAGES - 1);
        }
        Path file = work.resolve("tiny.safetensors");
        SafeTensors.write(file, Map.of(), List.of(new NamedTensor("images", new int[] {IMAGES, 3, 4, 4}, images),
                new NamedTensor("labels", new int[] {IMAGES}, labels)));
        return file;
    }
}
