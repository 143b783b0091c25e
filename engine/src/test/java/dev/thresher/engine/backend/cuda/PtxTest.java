package dev.thresher.engine.backend.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompileResult;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed PTX: what it is made of, what takes it, and how it fits into registers. No GPU and no driver is needed. */
class PtxTest {
    private static final Path SOURCES = Path.of("src/main/cuda");
    private static final Path COMMITTED = Path.of("src/main/resources/dev/thresher/engine/backend/cuda");
    private static final int[] ARCHITECTURES = {75, 80, 86, 89, 90};
    private static final Pattern COMPILER = Pattern.compile("release (\\d+\\.\\d+), V([\\d.]+)");
    private static final Pattern SPILL = Pattern.compile("([1-9]\\d*) bytes spill (stores|loads)");
    private static final Pattern ENTRY = Pattern.compile("Compiling entry function '(\\w+)'");

    @BeforeAll
    static void load(@TempDir Path fresh) {
        String temporary = System.getProperty("java.io.tmpdir");
        System.setProperty("java.io.tmpdir", fresh.toString()); // JCuda loads what already lies in the usual one
        try {
            JNvPTXCompiler.setExceptionsEnabled(false);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            Assumptions.abort("JCuda has no PTX compiler for this system");
        } finally {
            System.setProperty("java.io.tmpdir", temporary);
        }
    }

    private static List<Path> modules(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.ptx")) {
            files.forEach(found::add);
        }
        found.sort(null);
        return found;
    }

    @Test
    void everySourceHasItsModuleAndEveryModuleItsSource() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> sources = Files.newDirectoryStream(SOURCES, "*.cu")) {
            sources.forEach(source -> names.add(source.getFileName().toString().replace(".cu", "")));
        }
        assertThat(names).isNotEmpty();
        assertThat(modules(COMMITTED)).extracting(m -> m.getFileName().toString().replaceFirst("\\.sm_\\d+\\.ptx", ""))
                .containsExactlyInAnyOrderElementsOf(names);
    }

    /** Every GPU from Turing on takes it, and drivers from CUDA 11.0 on; and nothing in it tells of the machine that made it. */
    @Test
    void versionsAreThoseThatOldDriversKnow() throws IOException {
        for (Path module : modules(COMMITTED)) {
            String text = Files.readString(module);
            String architecture = module.toString().endsWith(".sm_80.ptx") ? "sm_80" : "sm_75";
            assertThat(text.lines()).as(module.toString()).contains(".version 7.0", ".target " + architecture);
            assertThat(text).as(module.toString()).doesNotContain(".file", "/home", "/tmp", "/root");
        }
    }

    @Test
    void everyModuleIsAssembledForEveryGpuAndSpillsNoRegister() throws IOException {
        int kernels = 0;
        for (Path module : modules(COMMITTED)) {
            byte[] text = Files.readAllBytes(module);
            for (int architecture : ARCHITECTURES) {
                if (architecture >= 80 || !module.toString().endsWith(".sm_80.ptx")) {
                    String log = assemble(module + " for sm_" + architecture, Arrays.copyOf(text, text.length + 1), architecture);
                    assertThat(SPILL.matcher(log).find()).as("%s for sm_%d spills registers:%n%s", module, architecture, log).isFalse();
                    kernels += (int) ENTRY.matcher(log).results().count();
                }
            }
        }
        assertThat(kernels).as("the log was read").isGreaterThan(5 * ARCHITECTURES.length);
    }

    /** Answers with the assembler's remarks: registers and spills of every kernel. */
    private static String assemble(String what, byte[] text, int architecture) {
        nvPTXCompilerHandle handle = new nvPTXCompilerHandle();
        assertThat(JNvPTXCompiler.nvPTXCompilerCreate(handle, text.length, text)).as(what).isZero();
        try {
            String[] options = {"--gpu-name=sm_" + architecture, "--verbose"};
            int result = JNvPTXCompiler.nvPTXCompilerCompile(handle, options.length, options);
            long[] size = new long[1];
            JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(handle, size);
            byte[] errors = new byte[(int) size[0] + 1];
            JNvPTXCompiler.nvPTXCompilerGetErrorLog(handle, errors);
            assertThat(result).as("%s: %s", what, new String(errors, StandardCharsets.US_ASCII).strip())
                    .isEqualTo(nvPTXCompileResult.NVPTXCOMPILE_SUCCESS);
            JNvPTXCompiler.nvPTXCompilerGetInfoLogSize(handle, size);
            byte[] remarks = new byte[(int) size[0] + 1];
            JNvPTXCompiler.nvPTXCompilerGetInfoLog(handle, remarks);
            return new String(remarks, StandardCharsets.US_ASCII);
        } finally {
            JNvPTXCompiler.nvPTXCompilerDestroy(handle);
        }
    }

    @Test
    void theCommittedModulesAreWhatTheSourcesGive(@TempDir Path made) throws IOException, InterruptedException {
        String found = said("nvcc", "--version");
        Assumptions.assumeTrue(found != null, "no nvcc is on the PATH: whether the committed PTX is what the sources give is not checked");
        String ours = version(Files.readString(modules(COMMITTED).getFirst()));
        Assumptions.assumeTrue(ours.equals(version(found)),
                "the committed PTX is of nvcc " + ours + ", and the nvcc on the PATH is " + version(found));
        assertThat(said(SOURCES.resolve("compile.sh").toString(), made.toString())).as("compile.sh runs").isNotNull();
        assertThat(modules(made)).hasSameSizeAs(modules(COMMITTED));
        for (Path module : modules(made)) {
            assertThat(Files.readString(COMMITTED.resolve(module.getFileName())).equals(Files.readString(module)))
                    .as("%s is what its source gives; if not, run engine/src/main/cuda/compile.sh", module.getFileName()).isTrue();
        }
    }

    private static String version(String text) {
        Matcher matcher = COMPILER.matcher(text);
        return matcher.find() ? matcher.group(2) : "unknown";
    }

    /** What a command says; null where it cannot be run or fails. */
    private static String said(String... command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("command", ".log");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return null;
            }
            return process.exitValue() == 0 ? Files.readString(log) : null;
        } catch (IOException e) {
            return null;
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
