package dev.thresher.engine.backend.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the emulation of blocks and warps must do and refuse, and which races must be found: two programs ask it all. */
class EmulationTest {
    private static final String TESTS = "src/test/cuda/";
    private static final List<String> COMPILER = List.of("g++", "-std=c++17", "-O1", "-Wall", "-Wextra", "-Werror", "-I", "src/test/cuda", "-I",
            "src/main/cuda");

    @TempDir
    private Path folder;

    @BeforeEach
    void compiler() {
        String missing = EmulatedDriver.missing();
        Assumptions.assumeTrue(missing == null, missing);
    }

    @Test
    void theEmulationHolds() throws IOException, InterruptedException {
        compile(TESTS + "emulation_test.cpp", TESTS + "emulation.cpp", "-o", program());
        assertThat(said(List.of(program()))).isEqualTo("the emulation holds\n");
    }

    @Test
    void racesAreFound() throws IOException, InterruptedException {
        String watched = folder.resolve("watched.o").toString();
        compile("-fsanitize=thread", "-c", TESTS + "races_test.cpp", "-o", watched);
        compile(watched, TESTS + "races.cpp", TESTS + "emulation.cpp", "-o", program());
        assertThat(said(List.of(program()))).isEqualTo("races are found\n");
    }

    private String program() {
        return folder.resolve("program").toString();
    }

    private static void compile(String... rest) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(COMPILER);
        command.addAll(List.of(rest));
        assertThat(said(command)).as("what the compiler has to say").isEmpty();
    }

    private static String said(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }
}
