package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.Experiment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM without the vector module, and one that is told to use narrow vectors, train as any other. */
class WithoutVectorsTest {
    private static final int TIMEOUT_SECONDS = 120; // only ends a test that hangs

    @TempDir
    Path folder;

    @Test
    void theModuleAbsentAnExperimentForItTrainsOnThePlainKernels() throws Exception {
        List<String> there = run();
        Experiment experiment = PlainRun.experiment(folder);
        List<String> here = PlainRun.lines(experiment.withExecution(experiment.execution().withBackend(BackendKind.EJML)));

        assertThat(there.getFirst()).isEqualTo("CPU, EJML, 1 thread");
        assertThat(there.get(1)).startsWith("Slower than need be: this JVM has no module jdk.incubator.vector")
                .contains("--add-modules jdk.incubator.vector");
        assertThat(there.subList(2, there.size())).as("bits of the losses").hasSize(18).isEqualTo(here.subList(2, here.size()));
        assertThat(here.get(1)).as("who asks for the plain kernels misses nothing").isEmpty();
    }

    @Test
    void fourLanesTrainAlike() throws Exception {
        List<String> narrow = run("--add-modules", "jdk.incubator.vector", "-Dthresher.lanes=4");
        Experiment experiment = PlainRun.experiment(folder);
        List<String> here = PlainRun.lines(experiment);

        assertThat(narrow.getFirst()).isEqualTo("CPU, SIMD 4 lanes, 2 threads");
        for (int i = 2; i < here.size(); i++) {
            assertThat(loss(narrow.get(i))).as("loss of step " + (i - 1)).isCloseTo(loss(here.get(i)), org.assertj.core.data.Percentage.withPercentage(0.1));
        }
    }

    private static float loss(String bits) {
        return Float.intBitsToFloat(Integer.parseUnsignedInt(bits, 16));
    }

    private List<String> run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", System.getProperty("java.class.path"), PlainRun.class.getName(),
                folder.toString()));
        Path errors = folder.resolve("errors.txt");
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        List<String> lines = process.inputReader().readAllLines();
        assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(errors).satisfies(_ -> assertThat(process.exitValue()).isZero());
        return lines;
    }
}
