package dev.thresher.engine.testing;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.ByteExamples;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Examples;
import dev.thresher.datasets.FloatExamples;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.cuda.Emulated;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.DataConfig;
import dev.thresher.engine.experiment.Device;
import dev.thresher.engine.experiment.ExecutionConfig;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.OptimiserConfig;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.parameter.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Data sets of a few examples, and the experiment that trains on them in milliseconds. */
public final class Tiny {
    /** 1×4×5: twenty features, which is no multiple of a vector's width. */
    public static final ImageShape SHAPE = new ImageShape(1, 4, 5);
    public static final int CLASSES = 3;
    /** Entries of the thresholds of the three layers, one a row. */
    public static final int ROWS = 300 + 100 + CLASSES;
    /** Entries of the weights of the three layers. */
    public static final int WEIGHTS = 300 * SHAPE.features() + 100 * 300 + CLASSES * 100;

    private Tiny() {
    }

    /** Three classes, told apart by which features are bright, under noise. */
    public static Dataset data(int train, int test) {
        return data(examples(train, 1), examples(test, 2));
    }

    public static Dataset data(Examples train, Examples test) {
        return new Dataset("tiny", CLASSES, train, test, Normalisation.none(1), Augmentation.NONE, "sha256:tiny");
    }

    public static FloatExamples examples(int count, long seed) {
        return new FloatExamples(SHAPE, values(count, seed), labels(count));
    }

    /** Class of example i is i mod 3. */
    public static int[] labels(int count) {
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % CLASSES;
        }
        return labels;
    }

    /** In [0, 1): feature f is bright where f mod 3 is the class. */
    public static float[] values(int count, long seed) {
        int features = SHAPE.features();
        float[] values = new float[count * features];
        for (int i = 0; i < values.length; i++) {
            boolean bright = i % features % CLASSES == i / features % CLASSES;
            values[i] = (float) (Randomness.uniform(seed, Purpose.SYNTHESIS, 0, i) * 0.5 + (bright ? 0.5 : 0));
        }
        return values;
    }

    /** The same as bytes. */
    public static ByteExamples byteExamples(int count, long seed) {
        float[] values = values(count, seed);
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (values[i] * 255);
        }
        return new ByteExamples(SHAPE, pixels, labels(count));
    }

    /** LeNet-300-100 with batches of 8, two epochs, two threads; in a JVM with an emulated GPU on that. */
    public static Experiment experiment() {
        return Emulated.wanted() ? onProcessor().withExecution(onProcessor().execution().withDevice(Device.CUDA)) : onProcessor();
    }

    /** The same on the processor, wherever the test runs. */
    public static Experiment onProcessor() {
        return Experiment.standard().withData(DataConfig.of("tiny", 8)).withEpochs(2)
                .withOptimiser(OptimiserConfig.sgd(0.05, 0.9, 0))
                .withExecution(new ExecutionConfig(BackendKind.SIMD, 2, 10));
    }

    /** A convolution with batch norm and dropout: a network with running statistics, whose steps depend on their number. */
    public static Experiment convolutional(Path folder) {
        Path file = folder.resolve("tiny-conv.json");
        try {
            Files.writeString(file, """
                    {"layers": [{"type": "conv", "filters": 4, "kernel": 3, "padding": 1}, {"type": "batch-norm"}, {"type": "relu"},
                      {"type": "dropout", "rate": 0.25}, {"type": "flatten"}, {"name": "fc", "type": "linear", "outputs": "classes"}]}""");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return experiment().withModel("tiny-conv").withModelFile(file.toString());
    }

    /** The values of all parameters, by name. */
    public static Map<String, float[]> parameters(Network network) {
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Parameter p : network.parameters()) {
            values.put(p.name(), network.backend().download(p.value()));
        }
        return values;
    }
}
