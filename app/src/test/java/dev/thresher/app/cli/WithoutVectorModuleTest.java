package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program on a JVM that neither brings the vector module nor lets it be loaded. */
class WithoutVectorModuleTest {
    private static final int TIMEOUT_SECONDS = 120; // only ends a test that hangs

    @TempDir
    Path folder;

    private record Ended(int exit, String out, String err) {
    }

    /** In a process of its own, whose class path lacks the jar's manifest, so that the module's loader is closed to it. */
    private Ended run(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-Xmx1g", "-Duser.home=" + folder.resolve("home"), "-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(args));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("THRESHER_DATA", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void trainsAndSaysInOneLineWhatItLost() throws Exception {
        String digits = new CliFixture(folder).tensors(64);
        Ended trained = run("train", "--tensors", digits, "--steps", "3", "--out", "run", "--json");

        assertThat(trained.exit()).as(trained.err()).isZero();
        assertThat(trained.err()).contains("CPU, EJML, 1 thread");
        assertThat(trained.err().lines().filter(line -> line.contains("jdk.incubator.vector")).toList()).singleElement().asString()
                .startsWith("Slower than need be: ").contains("--add-modules jdk.incubator.vector");
        assertThat(trained.out()).contains("\"steps\":3");
        assertThat(Files.readString(folder.resolve("run/experiment.json"))).contains("CPU, EJML, 1 thread");
    }

    @Test
    void doctorNamesItWithTheRemedy() throws Exception {
        Ended examined = run("doctor");

        assertThat(examined.exit()).as(examined.err()).isZero();
        assertThat(examined.out()).contains("note     vectors    this JVM has no module jdk.incubator.vector",
                "JAVA_TOOL_OPTIONS=\"--add-modules jdk.incubator.vector\"", "a run computes on CPU, EJML, 1 thread");
    }
}
