package dev.thresher.engine.backend.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.CublasUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jcuda.driver.CUresult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said where a driver refuses, in one line with the remedy. */
class ProbingTest {
    @TempDir
    Path temp;

    @BeforeEach
    @AfterEach
    void asUsual() {
        Emulated.require();
        Emulated.set("devices", 1);
        Emulated.set("driver_version", 12_060);
        Emulated.set("init_error", 0);
        Emulated.set("open_error", 0);
        Emulated.set("major", 8);
        Emulated.set("minor", 6);
        Emulated.set("memory", 1L << 32);
    }

    private static void assertUnusable(String reason, String remedy) {
        CudaDevices found = CudaDevices.asked();
        assertThat(found.usable()).isFalse();
        assertThat(found.reason()).isEqualTo(reason);
        assertThat(found.remedy()).isEqualTo(remedy);
        assertThatThrownBy(() -> CudaBackend.open(found, -1, false, CublasUse.AUTO)).isInstanceOf(UserError.class).hasMessageStartingWith("--device cuda: " + reason)
                .hasMessageEndingWith("train with --device cpu").hasMessageNotContaining("\n");
    }

    @Test
    void aDeviceIsDescribed() {
        CudaDevices found = CudaDevices.asked();
        assertThat(found.driverText()).isEqualTo("12.6");
        assertThat(found.devices()).singleElement().satisfies(device -> {
            assertThat(device.toString()).isEqualTo("Emulated GPU 0 (cuda:0, 4,096 MiB)");
            assertThat(device.capable()).isTrue();
            assertThat(device.tf32()).isTrue();
        });
        try (CudaBackend backend = CudaBackend.open(found, 0, false, CublasUse.AUTO)) {
            assertThat(backend.description()).isEqualTo("Emulated GPU 0 (cuda:0), fp32");
        }
    }

    @Test
    void noDriver() throws IOException {
        CudaDevices absent = CudaDevices.probe("libthresher-no-such-driver.so.1", temp.resolve("none"));
        assertThat(absent.state()).isEqualTo(CudaDevices.State.ABSENT);
        assertThat(absent.reason()).isEqualTo("no NVIDIA driver was found (no library libthresher-no-such-driver.so.1)");
        Path kernel = Files.writeString(temp.resolve("version"), "NVRM");
        assertThat(CudaDevices.probe("libthresher-no-such-driver.so.1", kernel).state()).isEqualTo(CudaDevices.State.UNUSABLE);
    }

    @Test
    void noDevice() {
        Emulated.set("devices", 0);
        assertUnusable("the NVIDIA driver finds no device (CUDA_ERROR_NO_DEVICE)",
                "check that nvidia-smi lists it, and that CUDA_VISIBLE_DEVICES does not hide it");
    }

    @Test
    void anOldDriver() {
        Emulated.set("driver_version", 10_020);
        assertUnusable("the NVIDIA driver is for CUDA 10.2, and CUDA 11.0 is needed", "install a newer NVIDIA driver (450 or later)");
    }

    @Test
    void aDriverThatIsBroken() {
        Emulated.set("init_error", CUresult.CUDA_ERROR_SYSTEM_DRIVER_MISMATCH);
        assertUnusable("the NVIDIA driver answers CUDA_ERROR_SYSTEM_DRIVER_MISMATCH", "restart the machine so that driver and library are of one version");
    }

    @Test
    void anOldDevice() {
        Emulated.set("major", 6);
        Emulated.set("minor", 1);
        assertUnusable("Emulated GPU 0 has compute capability 6.1, and 7.5 is needed", "");
    }

    @ParameterizedTest
    @CsvSource({"7, 5, false", "8, 0, true", "12, 0, true"})
    void tensorCores(int major, int minor, boolean tf32) {
        Emulated.set("major", major);
        Emulated.set("minor", minor);
        assertThat(CudaDevices.asked().tf32(null)).isEqualTo(tf32);
    }

    @Test
    void aDeviceThatIsNotThere() {
        assertThatThrownBy(() -> CudaBackend.open(CudaDevices.asked(), 3, false, CublasUse.AUTO)).isInstanceOf(UserError.class)
                .hasMessage("--device cuda:3: there is no such device; known: Emulated GPU 0 (cuda:0, 4,096 MiB)");
    }

    @Test
    void aDeviceThatAnotherProgramHas() {
        Emulated.set("open_error", CUresult.CUDA_ERROR_DEVICE_UNAVAILABLE);
        assertThatThrownBy(() -> CudaBackend.open(CudaDevices.asked(), 0, false, CublasUse.AUTO)).isInstanceOf(UserError.class).hasMessageStartingWith(
                "GPU: it is taken by another program, or was lost (CUDA_ERROR_DEVICE_UNAVAILABLE) while opening device 0; ");
    }

    @Test
    void tooLittleMemory() {
        Emulated.set("memory", 4 << 20);
        try (CudaBackend backend = CudaBackend.open(CudaDevices.asked(), 0, false, CublasUse.AUTO)) {
            assertThatThrownBy(() -> backend.matrix(1000, 1000 * 10)).isInstanceOf(CudaError.class)
                    .hasMessage("GPU: its memory has no room for 39 MiB more (CUDA_ERROR_OUT_OF_MEMORY) while getting memory for the run; "
                            + "lower --batch, end other programs that use the GPU, or train with --device cpu");
            assertThat(backend.matrix(10, 10).size()).as("what is small enough still fits").isEqualTo(100);
        }
        assertThat(Emulated.get("blocks")).isZero();
    }

    @Test
    void theLibraryLeavesNothingBehind() throws IOException {
        List<String> loaded = Files.readAllLines(Path.of("/proc/self/maps")).stream().filter(line -> line.contains("JCudaDriver")).toList();
        assertThat(loaded).isNotEmpty().allMatch(line -> line.contains("/thresher-cuda-") && line.endsWith("(deleted)"));
    }
}
