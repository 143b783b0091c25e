package dev.thresher.engine.backend.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Builds the driver without a GPU from its sources and the kernels'. What was built of the same sources before is taken again. */
final class EmulatedDriver {
    private static final Path KERNELS = Path.of("src/main/cuda");
    private static final Path DRIVER = Path.of("src/test/cuda");
    private static final Path BUILT = Path.of("target/emulated-gpu");
    private static final List<String> COMPILE = List.of("g++", "-x", "c++", "-std=c++17", "-O2", "-march=native", "-ffp-contract=off", "-fPIC",
            "-fvisibility=hidden", "-I", DRIVER.toString(), "-I", KERNELS.toString());
    /** Whether every access to memory is looked at for races: ten times as slow. */
    private static final boolean RACES = Boolean.getBoolean("thresher.races");

    private EmulatedDriver() {
    }

    /** Why it cannot be built here; null where it can. */
    static String missing() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT) + " " + System.getProperty("os.arch");
        if (!system.startsWith("linux") || !system.endsWith("amd64")) {
            return "the GPU is emulated on Linux on x86-64 only, not on " + system;
        }
        try {
            Process asked = new ProcessBuilder("g++", "--version").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return asked.waitFor(30, TimeUnit.SECONDS) && asked.exitValue() == 0 ? null : "g++ does not answer";
        } catch (IOException e) {
            return "no g++ is here to compile the kernels";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    static Path build() throws IOException {
        Files.createDirectories(BUILT);
        List<Path> sources = new ArrayList<>(files(KERNELS, "*.cu"));
        sources.add(DRIVER.resolve("emulation.cpp"));
        sources.add(DRIVER.resolve("races.cpp"));
        sources.add(DRIVER.resolve("driver.cpp"));
        List<Path> shared = new ArrayList<>(files(KERNELS, "*.cuh"));
        shared.addAll(files(DRIVER, "*.h"));
        List<Path> objects = new ArrayList<>();
        List<Process> running = new ArrayList<>();
        for (Path source : sources) {
            List<Path> parts = new ArrayList<>(shared);
            parts.add(source);
            boolean watched = RACES && source.startsWith(KERNELS);
            Path object = BUILT.resolve(source.getFileName() + "-" + fingerprint(parts) + (watched ? "-watched.o" : ".o"));
            objects.add(object);
            if (!Files.exists(object)) {
                if (running.size() >= 2) {
                    require(running.removeFirst());
                }
                running.add(compile(source, object, watched));
            }
        }
        for (Process process : running) {
            require(process);
        }
        Path library = BUILT.resolve(fingerprint(objects)).resolve("libcuda.so.1").toAbsolutePath();
        if (!Files.exists(library)) {
            Files.createDirectories(library.getParent());
            Path made = library.resolveSibling("made-" + ProcessHandle.current().pid());
            List<String> link = new ArrayList<>(List.of("g++", "-shared", "-Wl,-soname,libcuda.so.1", "-o", made.toString()));
            objects.forEach(object -> link.add(object.toString()));
            link.add("-ldl");
            require(new ProcessBuilder(link).inheritIO().start());
            Files.move(made, library, StandardCopyOption.ATOMIC_MOVE);
        }
        return library;
    }

    /**
     * Builds the cuBLAS without a GPU over the driver.
     *
     * @param name as {@code libcublas.so.12}
     * @param options for the compiler
     */
    static Path buildCublas(Path driver, String name, String... options) throws IOException {
        Path source = DRIVER.resolve("cublas.cpp");
        Path library = BUILT.resolve(fingerprint(List.of(source, driver)) + String.join("", options)).resolve(name).toAbsolutePath();
        if (!Files.exists(library)) {
            Files.createDirectories(library.getParent());
            Path made = library.resolveSibling(name + "." + ProcessHandle.current().pid());
            List<String> command = new ArrayList<>(COMPILE);
            command.addAll(List.of(options));
            command.addAll(List.of("-shared", "-Wl,-soname," + name, source.toString(), "-x", "none", "-L" + driver.getParent(),
                    "-l:" + driver.getFileName(), "-o", made.toString()));
            require(new ProcessBuilder(command).inheritIO().start());
            Files.move(made, library, StandardCopyOption.ATOMIC_MOVE);
        }
        return library;
    }

    private static Process compile(Path source, Path object, boolean watched) throws IOException {
        List<String> command = new ArrayList<>(COMPILE);
        if (watched) {
            command.add("-fsanitize=thread"); // for its calls; races.cpp takes them
        }
        String made = object + "." + ProcessHandle.current().pid();
        command.addAll(List.of("-c", source.toString(), "-o", made));
        return new ProcessBuilder(shell(made, command)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** Compiles beside the place, and moves what is whole into it. */
    private static List<String> shell(String made, List<String> command) {
        List<String> all = new ArrayList<>(List.of("sh", "-c", "\"$@\" && mv \"$0\" \"${0%.*}\"", made));
        all.addAll(command);
        return all;
    }

    private static void require(Process process) throws IOException {
        try {
            if (process.waitFor() != 0) {
                throw new IOException("the compiler ended with " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static List<Path> files(Path folder, String pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
            files.forEach(found::add);
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    private static String fingerprint(List<Path> files) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(COMPILE.toString().getBytes(StandardCharsets.UTF_8));
            for (Path file : files) {
                digest.update(file.toString().endsWith(".o") ? file.toString().getBytes(StandardCharsets.UTF_8) : Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
