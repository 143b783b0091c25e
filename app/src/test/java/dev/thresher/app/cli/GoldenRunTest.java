package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.log.StepLog;
import dev.thresher.engine.run.RecordedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The golden trajectories, met from the command line alone: tensors and initial weights in, {@code steps.csv} out. */
class GoldenRunTest {
    private static final String INIT = "init.";
    /** Kept fraction by which a weight on its threshold may move a layer, as the golden files' README allows. */
    private static final double RATIO_TOLERANCE = 0.005;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"lenet-300-100, simd", "lenet-300-100, ejml", "lenet-300-100-reset, simd",
        "vgg-tiny, simd", "wrn-10-1, simd", "lstm-16, simd", "lstm-16, ejml"})
    void isMet(String name, String backend) {
        Path file = Path.of("../../shared/golden/" + name + ".safetensors").toAbsolutePath(); // Maven runs tests in the module's folder
        assumeTrue(Files.exists(file), "no golden files in ../shared/golden");
        TensorFile golden = SafeTensors.read(file);
        List<NamedTensor> initial = golden.names().stream().filter(tensor -> tensor.startsWith(INIT))
                .map(tensor -> ours(golden, tensor)).toList();
        SafeTensors.write(folder.resolve("init.safetensors"), Map.of(), initial);

        CliFixture.Result result = new CliFixture(folder).run(command(name, golden, "--tensors", file.toString(), "--init",
                "init.safetensors", "--no-shuffle", "--no-normalize", "--steps", golden.metadata("steps"), "--batch",
                golden.metadata("batch"), "--alpha", golden.metadata("alpha"), "--learning-rate", golden.metadata("lr"),
                "--weight-decay", golden.metadata("weight_decay"), "--decay-scope", "all", "--backend", backend, "--out", "run"));

        assertThat(result.exit()).as(result.err()).isZero();
        StepLog steps = RecordedRun.open(folder.resolve("run")).log().steps();
        float[] loss = golden.floats("loss");
        float[] ratio = golden.floats("ratio");
        assertThat(steps.size()).isEqualTo(loss.length);
        int layers = ratio.length / loss.length;
        assertThat(steps.layers()).hasSize(layers);
        for (int step = 0; step < loss.length; step++) {
            assertThat((double) steps.column(StepLog.LOSS).get(step)).as("loss of step " + (step + 1))
                    .isCloseTo(loss[step], Percentage.withPercentage(step < 4 ? 0.01 : 0.1));
            for (int layer = 0; layer < layers; layer++) {
                assertThat((double) steps.column(StepLog.remaining(steps.layers().get(layer))).get(step))
                        .as("remaining ratio of " + steps.layers().get(layer) + " in step " + (step + 1))
                        .isCloseTo(ratio[step * layers + layer], within(RATIO_TOLERANCE));
            }
        }
    }

    private static String[] command(String name, TensorFile golden, String... common) {
        List<String> words = new ArrayList<>(List.of("train"));
        // the engine's tests describe the small networks
        words.addAll(name.startsWith("lenet-300-100") ? List.of("lenet-300-100") : List.of("--model-file",
                Path.of("../engine/src/test/resources/dev/thresher/engine/model/" + name + ".json").toAbsolutePath().toString()));
        words.addAll(golden.metadata("optimizer").equals("adam") ? List.of("--optimizer", "adam")
                : List.of("--momentum", golden.metadata("momentum")));
        words.addAll(List.of(common));
        return words.toArray(String[]::new);
    }

    /** A tensor as Thresher stores it: the golden files keep the matrices of an LSTM as [in, out]. */
    private static NamedTensor ours(TensorFile golden, String tensor) {
        String name = tensor.substring(INIT.length());
        int[] shape = golden.shape(tensor);
        float[] values = golden.floats(tensor);
        if (!name.contains(".weight_")) {
            return new NamedTensor(name, shape, values);
        }
        float[] transposed = new float[values.length];
        for (int in = 0; in < shape[0]; in++) {
            for (int out = 0; out < shape[1]; out++) {
                transposed[out * shape[0] + in] = values[in * shape[1] + out];
            }
        }
        return new NamedTensor(name, new int[] {shape[1], shape[0]}, transposed);
    }
}
