package dev.thresher.engine.backend.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the emulation of blocks and warps must do and refuse: {@code emulation_test.cpp} asks it all. */
class EmulationTest {
    @Test
    void theEmulationHolds(@TempDir Path folder) throws IOException, InterruptedException {
        String missing = EmulatedDriver.missing();
        Assumptions.assumeTrue(missing == null, missing);
        String program = folder.resolve("emulation").toString();
        assertThat(said("g++", "-std=c++17", "-O1", "-Wall", "-Wextra", "-Werror", "-I", "src/test/cuda", "-I", "src/main/cuda",
                "src/test/cuda/emulation_test.cpp", "src/test/cuda/emulation.cpp", "-o", program)).as("what the compiler has to say").isEmpty();
        assertThat(said(program)).isEqualTo("the emulation holds\n");
    }

    private static String said(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }
}
