package dev.thresher.engine.backend.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same seed gives the same bits in every process, though a trial in another one would come out otherwise. */
class CublasProcessesTest {
    private static final String QUICK = "1";
    private static final String SLOW = "1000000";

    @TempDir
    Path temp;

    /** What a small training prints: what it computed with, then the bits of its losses. */
    private List<String> run(String cache, String nanos) throws IOException, InterruptedException {
        Path log = temp.resolve("errors.txt");
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules", "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED", "-Dthresher.emulated-gpu=true", "-Dthresher.cublas=" + Emulated.cublas("libcublas.so.12"),
                "-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp", System.getProperty("java.class.path"), "dev.thresher.engine.train.PlainRun", temp.toString());
        builder.environment().put("XDG_CACHE_HOME", temp.resolve(cache).toString());
        builder.environment().put("THRESHER_STUB", "cublas_nanos=" + nanos);
        Process process = builder.redirectError(log.toFile()).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor()).as(() -> read(log)).isZero();
        assertThat(lines.getFirst()).isEqualTo("Emulated GPU 0 (cuda:0), fp32, cuBLAS 12.6.4 where faster");
        return lines;
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aTrialIsMadeOnceForAllProcesses() throws Exception {
        List<String> first = run("cache", QUICK);
        assertThat(run("cache", SLOW)).isEqualTo(first);
        assertThat(run("other-cache", SLOW)).as("own kernels round otherwise").isNotEqualTo(first);
        Path kept = temp.resolve("cache/thresher/cublas/Emulated-GPU-0-8.6-driver-12.6-cuBLAS-12.6.4-fp32.txt");
        assertThat(Files.readAllLines(kept)).anyMatch(line -> line.contains("\tcublas\town "));
    }
}
