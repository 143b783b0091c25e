package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Examples;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.cuda.Emulated;
import dev.thresher.engine.experiment.Device;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.OptimiserKind;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.log.StepLog;
import dev.thresher.engine.run.RecordedRun;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.run.Summary;
import dev.thresher.engine.testing.Logs;
import dev.thresher.engine.testing.Tiny;
import dev.thresher.engine.testing.WatchedExamples;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs on a GPU that is emulated: the same bits again, from device to device, and what happens when it is lost. */
class OnGpuTest {
    @TempDir
    Path temp;

    private long blocks;

    @BeforeEach
    void gpu() {
        Emulated.require();
        blocks = Emulated.get("blocks");
    }

    @AfterEach
    void asUsual() {
        Emulated.set("fail_kernel", 0);
        Emulated.set("memory", 1L << 32);
        Emulated.set("shuffle", 0);
        assertThat(Emulated.get("blocks")).as("device memory that was not freed").isEqualTo(blocks);
        assertThat(Emulated.get("trampled")).as("writes behind a block").isZero();
    }

    private static Experiment on(Device device, Experiment experiment) {
        return experiment.withExecution(experiment.execution().withDevice(device));
    }

    private Experiment network(OptimiserKind kind) {
        Experiment small = Tiny.convolutional(temp);
        return on(Device.CUDA, small.withOptimiser(small.optimiser().withKind(kind).withLearningRate(0.01)));
    }

    private Trainer recorded(Experiment experiment, String name) {
        return new Trainer(experiment, Tiny.data(24, 10), RunFolder.create(temp.resolve(name), experiment, "sha256:tiny"));
    }

    private record Result(float[] loss, Map<String, float[]> parameters) {
    }

    private static Result run(Experiment experiment) {
        return run(experiment, Tiny.data(24, 10));
    }

    private static Result run(Experiment experiment, Dataset dataset) {
        try (Trainer trainer = new Trainer(experiment, dataset, null)) {
            assertThat(trainer.run().state()).isEqualTo(RunState.FINISHED);
            return new Result(Logs.column(trainer.log(), StepLog.LOSS), Tiny.parameters(trainer.network()));
        }
    }

    private static void assertSame(Result a, Result b) {
        assertThat(a.loss).isEqualTo(b.loss);
        a.parameters.forEach((name, values) -> assertThat(values).as(name).isEqualTo(b.parameters.get(name)));
    }

    @ParameterizedTest
    @EnumSource(OptimiserKind.class)
    void theSameSeedGivesTheSameBitsInWhateverOrderBlocksRun(OptimiserKind kind) {
        Result first = run(network(kind));
        for (long seed : new long[] {7, 8}) {
            Emulated.set("shuffle", seed);
            assertSame(run(network(kind)), first);
        }
        Emulated.set("shuffle", 0);
        Emulated.set("lazy", 0); // everything as soon as it can be
        assertSame(run(network(kind)), first);
        Emulated.set("lazy", 1);
    }

    @ParameterizedTest
    @EnumSource(OptimiserKind.class)
    void stepsAreGraphsWhoseNodesAreChanged(OptimiserKind kind) {
        long graphs = Emulated.get("graph_launches");
        long patched = Emulated.get("patched");
        run(network(kind).withEpochs(4));
        assertThat(Emulated.get("graph_launches") - graphs).as("12 steps but the first two, and evaluations").isGreaterThan(10);
        assertThat(Emulated.get("patched") - patched).as("a batch, labels and a dropout's step at the least").isGreaterThan(30);
    }

    /** Batches go to the device as bytes, or as values that the processor made of them: no bit differs. */
    @ParameterizedTest
    @EnumSource(Augmentation.class)
    void picturesVariedOnTheDeviceAreThoseVariedHere(Augmentation augmentation) {
        Experiment experiment = network(OptimiserKind.SGD);
        experiment = experiment.withData(experiment.data().withAugmentation(augmentation.id()));
        Examples train = Tiny.byteExamples(24, 1);
        Examples test = Tiny.byteExamples(10, 2);
        Result onDevice = run(experiment, Tiny.data(train, test));
        assertSame(onDevice, run(experiment, Tiny.data(new WatchedExamples(train, () -> { }), new WatchedExamples(test, () -> { }))));
        if (augmentation != Augmentation.NONE) {
            assertThat(onDevice.loss).isNotEqualTo(run(network(OptimiserKind.SGD), Tiny.data(train, test)).loss);
        }
    }

    @ParameterizedTest
    @EnumSource(OptimiserKind.class)
    void itTrainsAsTheProcessorDoes(OptimiserKind kind) {
        Result gpu = run(network(kind));
        Result cpu = run(on(Device.CPU, network(kind)));
        for (int i = 0; i < cpu.loss.length; i++) {
            assertThat(gpu.loss[i]).as("loss of step " + (i + 1)).isCloseTo(cpu.loss[i], within(1e-3f * Math.abs(cpu.loss[i])));
        }
    }

    @ParameterizedTest
    @CsvSource({"CUDA, CPU, SGD", "CPU, CUDA, SGD", "CUDA, CPU, ADAM", "CPU, CUDA, ADAM", "CUDA, CUDA, ADAM"})
    void aRunGoesOnOnAnotherDevice(Device.Kind first, Device.Kind second, OptimiserKind kind) {
        Experiment experiment = on(new Device(first, null), network(kind)).withEpochs(2);
        try (Trainer trainer = recorded(experiment.withEpochs(1), "run")) {
            trainer.run();
        }
        try (Trainer whole = new Trainer(experiment, Tiny.data(24, 10), null);
             Trainer resumed = Trainer.resume(temp.resolve("run"), Tiny.data(24, 10), 2, new Device(second, null))) {
            whole.run();
            assertThat(resumed.run().state()).isEqualTo(RunState.FINISHED);
            float[] expected = Logs.column(whole.log(), StepLog.LOSS);
            float[] actual = Logs.column(resumed.log(), StepLog.LOSS);
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).as("loss of step " + (i + 1)).isCloseTo(expected[i], within(first == second ? 0 : 1e-3f * Math.abs(expected[i])));
            }
            assertThat(Logs.events(resumed.log(), RunEvent.Kind.RESUMED)).singleElement().satisfies(event -> assertThat(event.detail())
                    .isEqualTo("from checkpoint at step 3" + (first == second ? "" : " on " + new Device(second, null))));
        }
    }

    /** In the second epoch: what the first recorded and its checkpoint stay, and the run goes on from there on the processor. */
    @ParameterizedTest
    @ValueSource(ints = {700, 719, 46, 214})
    void aDeviceThatIsLostEndsTheRunAndLosesNothing(int code) {
        Experiment experiment = network(OptimiserKind.SGD).withEpochs(3);
        long kernels = Emulated.get("kernels");
        try (Trainer trainer = new Trainer(experiment.withEpochs(1), Tiny.data(24, 10), null)) {
            trainer.run();
        }
        long epoch = Emulated.get("kernels") - kernels;
        Emulated.set("fail_code", code);
        Emulated.set("fail_kernel", epoch + epoch / 2);
        Summary summary;
        try (Trainer trainer = recorded(experiment, "run")) {
            summary = trainer.run();
        }
        Emulated.set("fail_kernel", 0);
        assertThat(summary.state()).isEqualTo(RunState.FAILED);
        assertThat(summary.message()).startsWith("GPU: ").contains("(CUDA_ERROR_").contains("go on with 'thresher train --resume'").doesNotContain("\n");
        assertThat(summary.steps()).isBetween(3, 6);
        RecordedRun run = RecordedRun.open(temp.resolve("run"));
        assertThat(run.log().epochs().size()).isEqualTo(1);
        assertThat(run.log().steps().size()).isEqualTo(summary.steps());
        try (Trainer resumed = Trainer.resume(temp.resolve("run"), Tiny.data(24, 10), null, Device.CPU)) {
            assertThat(resumed.run().state()).isEqualTo(RunState.FINISHED);
            assertThat(resumed.log().steps().size()).isEqualTo(9);
        }
    }

    @Test
    void aLostDeviceCanBeTakenAgain() {
        Emulated.set("fail_code", 719);
        Emulated.set("fail_kernel", 40);
        try (Trainer trainer = new Trainer(network(OptimiserKind.SGD), Tiny.data(24, 10), null)) {
            assertThat(trainer.run().state()).isEqualTo(RunState.FAILED);
        }
        Emulated.set("fail_kernel", 0);
        run(network(OptimiserKind.SGD));
    }

    @Test
    void tooLargeARunIsRefusedBeforeItBegins() {
        Experiment experiment = on(Device.CUDA, Tiny.experiment()).withData(Tiny.experiment().data().withBatch(4096));
        Emulated.set("memory", 45L << 20);
        assertThatThrownBy(() -> new Trainer(experiment, Tiny.data(5000, 10), null)).isInstanceOf(UserError.class)
                .hasMessageMatching("--batch: lenet-300-100 with batches of 4,096 needs \\d+ MiB of the GPU's memory, of which \\d+ MiB are free; "
                        + "the largest batch that fits is ([\\d,]+)")
                .satisfies(e -> {
                    int largest = Integer.parseInt(e.getMessage().replaceFirst(".* is ", "").replace(",", ""));
                    new Trainer(experiment.withData(experiment.data().withBatch(largest)), Tiny.data(5000, 10), null).close();
                    assertThatThrownBy(() -> new Trainer(experiment.withData(experiment.data().withBatch(largest + 32)), Tiny.data(5000, 10), null))
                            .hasMessageContaining("the largest batch that fits is " + String.format(Locale.ROOT, "%,d", largest));
                });
        Emulated.set("memory", 20L << 20);
        assertThatThrownBy(() -> new Trainer(experiment, Tiny.data(5000, 10), null)).hasMessageEndingWith(
                "no batch fits: end other programs that use the GPU, or train with --device cpu");
    }
}
