package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.cuda.CudaDevices;
import dev.thresher.engine.experiment.Device;
import dev.thresher.engine.experiment.ExecutionConfig;
import dev.thresher.engine.testing.Tiny;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is computed on, on a machine without a GPU. */
class DeviceChoiceTest {
    private static final ExecutionConfig EXECUTION = Tiny.onProcessor().execution();

    @BeforeEach
    void without() {
        Assumptions.assumeFalse(CudaDevices.ofThisMachine().usable(), "this machine has a GPU");
    }

    @Test
    void autoTakesTheProcessorAndSaysWhy() {
        ExecutionConfig auto = EXECUTION.withDevice(Device.AUTO);
        try (Backend backend = Backends.create(auto)) {
            assertThat(backend.description()).startsWith("CPU");
        }
        assertThat(Backends.remark(auto)).startsWith("On the processor: " + CudaDevices.ofThisMachine().reason()).doesNotContain("\n");
        assertThat(Backends.remark(EXECUTION)).doesNotContain("On the processor");
    }

    @Test
    void aGpuThatIsAskedForIsNeeded() {
        assertThatThrownBy(() -> Backends.create(EXECUTION.withDevice(Device.of("cuda:1")))).isInstanceOf(UserError.class)
                .hasMessageStartingWith("--device cuda: " + CudaDevices.ofThisMachine().reason()).hasMessageEndingWith("train with --device cpu");
    }
}
