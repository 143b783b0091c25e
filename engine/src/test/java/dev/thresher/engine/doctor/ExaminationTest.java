package dev.thresher.engine.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.backend.cpu.Simd;
import dev.thresher.engine.backend.cuda.CublasFound;
import dev.thresher.engine.backend.cuda.CudaDevice;
import dev.thresher.engine.backend.cuda.CudaDevices;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.doctor.Finding.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {
    @TempDir
    Path folder;

    private List<Finding> examine(String noDisplay) {
        DataFolders folders = DataFolders.of(null, Map.of("THRESHER_DATA", folder.resolve("data").toString()), folder.resolve("work"), "Linux", folder.resolve("home"));
        return Examination.of(Experiment.standard().execution(), folders, folder.resolve("data"), folder.resolve("runs"), folder.resolve("settings"), noDisplay);
    }

    private static Finding of(List<Finding> findings, String subject) {
        return findings.stream().filter(one -> one.subject().equals(subject)).findFirst().orElseThrow();
    }

    @Test
    void tellsOfAllThatARunUsesAndChangesNothing() throws Exception {
        Files.createDirectories(folder.resolve("data"));
        List<Finding> findings = examine(null);

        assertThat(findings).extracting(Finding::subject).contains("Thresher", "system", "processor", "vectors", "backend", "GPU", "memory", "data",
                "runs", "settings", "display");
        assertThat(of(findings, "backend").text()).contains("CPU, SIMD", "thread");
        assertThat(of(findings, "data").text()).isEqualTo(folder.resolve("data") + ": no data set");
        assertThat(of(findings, "runs").text()).contains(folder.resolve("runs").toString(), "GiB free");
        assertThat(of(findings, "display").level()).isEqualTo(Level.OK);
        assertThat(findings).filteredOn(one -> one.level() != Level.OK).allSatisfy(one -> assertThat(one.remedy()).isNotEmpty());
        assertThat(findings).allSatisfy(one -> assertThat(one.text() + one.remedy()).doesNotContain("\n").doesNotContain("null"));
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void namesWhatIsMissing() {
        List<Finding> findings = examine("DISPLAY is not set");

        assertThat(of(findings, "data")).isEqualTo(Finding.problem("data", folder.resolve("data") + " is no folder", "name the folder that holds the data sets"));
        assertThat(of(findings, "display").level()).isEqualTo(Level.NOTE);
        assertThat(of(findings, "display").text()).contains("DISPLAY is not set");
        assertThat(findings).anySatisfy(one -> assertThat(one.remedy()).isEqualTo("thresher datasets fetch mnist"));
    }

    @Test
    void aFolderThatCannotBeWrittenIsAProblem() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        Finding finding = FolderFindings.of("runs", file.resolve("runs"), "run folders go into");

        assertThat(finding.level()).isEqualTo(Level.PROBLEM);
        assertThat(finding.text()).contains(file + " is a file");
    }

    @Test
    void littleMemoryIsTold() {
        long gib = 1L << 30;
        assertThat(Examination.memory(16 * gib, 24 * gib)).isEqualTo(Finding.ok("memory", "the JVM's heap may take 16,384 MiB of the machine's 24,576"));
        assertThat(Examination.memory(6 * gib, 24 * gib).level()).isEqualTo(Level.NOTE);
        assertThat(Examination.memory(gib / 4, 24 * gib).level()).isEqualTo(Level.PROBLEM);
        assertThat(Examination.memory(gib, 0).level()).as("unknown size").isEqualTo(Level.OK);
    }

    @Test
    void lostVectorsAreTold() {
        assertThat(Examination.vectors(new Simd(true, true, 16, null, 16)).text()).contains("16 floats a vector");
        Finding absent = Examination.vectors(new Simd(false, true, 0, null, 16));
        assertThat(absent.level()).isEqualTo(Level.NOTE);
        assertThat(absent.remedy()).contains("--add-modules jdk.incubator.vector");
    }

    @Test
    void whyThereIsNoCublasIsTold() {
        assertThat(Examination.cublas(new CublasFound(null, "", List.of()))).isEqualTo(
                Finding.ok("cuBLAS", "no cuBLAS of version 11 to 13 was found; own kernels make all products"));
        Finding passedOver = Examination.cublas(new CublasFound(null, "", List.of("/lib/libcublas.so.13: needs a driver for CUDA 13")));
        assertThat(passedOver.level()).isEqualTo(Level.NOTE);
        assertThat(passedOver.text()).isEqualTo(
                "no cuBLAS of version 11 to 13 was found (/lib/libcublas.so.13: needs a driver for CUDA 13); own kernels make all products");
    }

    @Test
    void whatIsKnownOfTheGpuIsTold() {
        CudaDevice device = new CudaDevice(1, "Some GPU", 8, 6, 8L << 30, 40);
        CudaDevice old = new CudaDevice(0, "Old GPU", 6, 1, 4L << 30, 20);
        CudaDevices none = new CudaDevices(CudaDevices.State.ABSENT, 0, List.of(), "no NVIDIA driver was found", "install one");
        CudaDevices broken = new CudaDevices(CudaDevices.State.UNUSABLE, 10_020, List.of(), "the NVIDIA driver is for CUDA 10.2", "install a newer one");
        CudaDevices two = new CudaDevices(CudaDevices.State.WORKING, 12_060, List.of(old, device), "", "");

        assertThat(Examination.gpus(none, null)).containsExactly(Finding.ok("GPU", "no NVIDIA driver was found; runs compute on the processor"));
        assertThat(Examination.gpus(broken, null)).containsExactly(
                Finding.note("GPU", "the NVIDIA driver is for CUDA 10.2; runs compute on the processor", "install a newer one"));
        assertThat(Examination.gpus(two, one -> new long[] {3L << 30, one.memory()})).satisfiesExactly(
                first -> assertThat(first.text()).isEqualTo("cuda:0: Old GPU, compute capability 6.1, driver for CUDA 12.6; not used: 7.5 is needed"),
                second -> assertThat(second).isEqualTo(Finding.ok("GPU", "cuda:1: Some GPU, compute capability 8.6, driver for CUDA 12.6, 3,072 of 8,192 MiB free; "
                        + "used by --device cuda:1 or auto")));
        assertThat(Examination.gpus(two, _ -> {
            throw new UserError("taken");
        })).last().satisfies(finding -> assertThat(finding.text()).endsWith("; not used: taken"));
    }
}
