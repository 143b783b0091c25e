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
    @CsvSource({"lenet-300-100, simd", "lenet-300-100, ejml", "lenet-300-100-reset, simd"})
    void isMet(String name, String backend) {
        Path file = Path.of("../../shared/golden/" + name + ".safetensors").toAbsolutePath(); // Maven runs tests in the module's folder
        assumeTrue(Files.exists(file), "no golden files in ../shared/golden");
        TensorFile golden = SafeTensors.read(file);
        List<NamedTensor> initial = golden.names().stream().filter(tensor -> tensor.startsWith(INIT))
                .map(tensor -> new NamedTensor(tensor.substring(INIT.length()), golden.shape(tensor), golden.floats(tensor))).toList();
        SafeTensors.write(folder.resolve("init.safetensors"), Map.of(), initial);

        CliFixture.Result result = new CliFixture(folder).run("train", "lenet-300-100", "--tensors", file.toString(), "--init",
                "init.safetensors", "--no-shuffle", "--no-normalize", "--steps", golden.metadata("steps"), "--batch",
                golden.metadata("batch"), "--alpha", golden.metadata("alpha"), "--learning-rate", golden.metadata("lr"),
                "--momentum", golden.metadata("momentum"), "--backend", backend, "--out", "run");

        assertThat(result.exit()).as(result.err()).isZero();
        StepLog steps = RecordedRun.open(folder.resolve("run")).log().steps();
        float[] loss = golden.floats("loss");
        float[] ratio = golden.floats("ratio");
        assertThat(steps.size()).isEqualTo(loss.length);
        for (int step = 0; step < loss.length; step++) {
            assertThat((double) steps.column(StepLog.LOSS).get(step)).as("loss of step " + (step + 1))
                    .isCloseTo(loss[step], Percentage.withPercentage(step < 4 ? 0.01 : 0.1));
            for (int layer = 0; layer < 3; layer++) {
                assertThat((double) steps.column(StepLog.remaining("fc" + (layer + 1))).get(step))
                        .as("remaining ratio of layer " + (layer + 1) + " in step " + (step + 1))
                        .isCloseTo(ratio[step * 3 + layer], within(RATIO_TOLERANCE));
            }
        }
    }
}
