package dev.thresher.engine.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.backend.cpu.Simd;
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
    void aDriverIsAskedOnlyWhereThereIsOne() throws Exception {
        Path absent = folder.resolve("version");
        assertThat(GpuDriver.of("libthresher-no-such-driver.so.1", absent).state()).isEqualTo(GpuDriver.State.ABSENT);

        Path present = Files.writeString(absent, "NVRM");
        assertThat(GpuDriver.of("libthresher-no-such-driver.so.1", present).state()).isEqualTo(GpuDriver.State.UNUSABLE);
        for (GpuDriver.State state : GpuDriver.State.values()) {
            assertThat(Examination.gpu(new GpuDriver(state, "such and such")).text())
                    .contains("computes on the processor alone", "such and such");
        }
    }
}
