package dev.thresher.engine.backend.cuda;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks for cuBLAS: by its name, as the system finds libraries; then in the folders of CUDA toolkits and of Python's packages. The newest version that
 * the driver can run is taken. {@code -Dthresher.cublas=FILE} names one instead, and {@code none} none.
 *
 * @param bySystem whether the system is asked before folders are looked through
 * @param environment of this process
 * @param windows whether libraries are called as they are there
 * @param root where {@code usr/local} lies
 * @param home the user's folder
 */
record CublasSearch(boolean bySystem, Map<String, String> environment, boolean windows, Path root, Path home) {
    static final String PROPERTY = "thresher.cublas";
    static final String NONE = "none";
    static final int OLDEST = 11;
    static final int NEWEST = 13;
    private static final String LINUX_NAME = "libcublas.so.";

    /** Asked once: what loads a library stays. */
    private static final class OfThisMachine {
        private static final boolean WINDOWS = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        private static final CublasFound FOUND = new CublasSearch(true, System.getenv(), WINDOWS, Path.of("/"), Path.of(System.getProperty("user.home")))
                .found(CudaDevices.ofThisMachine().driver(), System.getProperty(PROPERTY));
    }

    /** That of this machine, for its driver; it is loaded by the first call and stays. */
    static CublasFound ofThisMachine() {
        return OfThisMachine.FOUND;
    }

    /**
     * @param driver the CUDA version that the driver knows, 1000 · major + 10 · minor
     * @param given a library to take, {@link #NONE}, or null
     */
    CublasFound found(int driver, String given) {
        List<String> passedOver = new ArrayList<>();
        if (NONE.equals(given)) {
            return CublasFound.none(List.of("it is turned off by -D" + PROPERTY + "=" + NONE));
        }
        if (given != null) {
            CublasFound found = fromFile(path(given), passedOver);
            return found != null ? found : CublasFound.none(passedOver);
        }
        Set<Path> folders = folders();
        for (int major = NEWEST; major >= OLDEST; major--) {
            boolean runs = major <= driver / 1000;
            CublasFound found = runs && bySystem ? byName(major, passedOver) : null;
            for (Path folder : folders) {
                Path file = folder.resolve(name(major));
                if (found == null && Files.exists(file)) {
                    if (runs) {
                        found = fromFile(file, passedOver);
                    } else {
                        passedOver.add(file + ": needs a driver for CUDA " + major);
                    }
                }
            }
            if (found != null) {
                return found;
            }
        }
        folders.forEach(folder -> older(folder, passedOver));
        return CublasFound.none(passedOver);
    }

    private String name(int major) {
        return windows ? "cublas64_" + major + ".dll" : LINUX_NAME + major;
    }

    private CublasFound byName(int major, List<String> passedOver) {
        SymbolLookup symbols;
        try {
            symbols = SymbolLookup.libraryLookup(name(major), Arena.global());
        } catch (IllegalArgumentException _) {
            return null; // not among what the system finds
        }
        return usable(symbols, whence(name(major)), passedOver);
    }

    private CublasFound fromFile(Path file, List<String> passedOver) {
        try {
            // Its other half lies beside it, and the system need not look there.
            Path other = file.resolveSibling(file.getFileName().toString().replace("libcublas.", "libcublasLt.").replace("cublas64", "cublasLt64"));
            if (Files.exists(other)) {
                SymbolLookup.libraryLookup(other, Arena.global());
            }
            return usable(SymbolLookup.libraryLookup(file, Arena.global()), file.toString(), passedOver);
        } catch (IllegalArgumentException e) {
            passedOver.add(file + (Files.exists(file) ? ": does not load" : ": is not there"));
            return null;
        }
    }

    private static CublasFound usable(SymbolLookup symbols, String whence, List<String> passedOver) {
        try {
            return new CublasFound(new CublasLibrary(symbols), whence, passedOver);
        } catch (IllegalArgumentException e) {
            passedOver.add(whence + ": " + e.getMessage());
            return null;
        }
    }

    /** Which file the system took for a name, where it tells. */
    private static String whence(String name) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains("/" + name)).map(line -> line.substring(line.indexOf('/'))).findFirst().orElse(name);
        } catch (IOException | RuntimeException _) {
            return name;
        }
    }

    /** Tells of versions that are too old, where nothing better was found. */
    private void older(Path folder, List<String> passedOver) {
        for (Path file : matching(folder, windows ? "cublas64_*.dll" : LINUX_NAME + "*")) {
            String major = file.getFileName().toString().replaceAll("\\D*(64_)?(\\d+)(\\.dll)?$", "$2");
            if (major.matches("\\d{1,2}") && Integer.parseInt(major) < OLDEST) {
                passedOver.add(file + ": it is cuBLAS " + major + ", and 11 to 13 are known");
            }
        }
    }

    private Set<Path> folders() {
        Set<Path> folders = new LinkedHashSet<>();
        for (String variable : List.of("CUDA_HOME", "CUDA_PATH")) {
            given(variable, folders, windows ? List.of("bin", "bin/x64") : List.of("lib64", "lib"));
        }
        Path local = root.resolve("usr").resolve("local");
        folders.add(local.resolve("cuda").resolve("lib64"));
        List<Path> toolkits = matching(local, "cuda-*");
        Collections.reverse(toolkits);
        toolkits.forEach(toolkit -> folders.add(toolkit.resolve("lib64")));
        for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
            given(variable, folders, List.of(windows ? "Library/bin" : "lib"));
            String prefix = environment.getOrDefault(variable, "");
            if (!prefix.isBlank() && path(prefix) != null) {
                packages(path(prefix), folders);
            }
        }
        packages(home.resolve(".local"), folders);
        packages(local, folders);
        return folders;
    }

    private void given(String variable, Set<Path> folders, List<String> within) {
        String value = environment.getOrDefault(variable, "");
        Path folder = value.isBlank() ? null : path(value);
        if (folder != null) {
            within.forEach(name -> folders.add(folder.resolve(name)));
        }
    }

    /** What {@code pip install nvidia-cublas} leaves. */
    private void packages(Path prefix, Set<Path> folders) {
        List<Path> sites = new ArrayList<>();
        if (windows) {
            sites.add(prefix.resolve("Lib").resolve("site-packages"));
        } else {
            for (Path python : matching(prefix.resolve("lib"), "python3*")) {
                sites.add(python.resolve("site-packages"));
                sites.add(python.resolve("dist-packages"));
            }
        }
        for (Path site : sites) {
            Path nvidia = site.resolve("nvidia");
            folders.add(nvidia.resolve("cu13").resolve(windows ? "bin/x86_64" : "lib"));
            folders.add(nvidia.resolve("cublas").resolve(windows ? "bin" : "lib"));
        }
    }

    private static List<Path> matching(Path folder, String pattern) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
                files.forEach(found::add);
            } catch (IOException | RuntimeException _) {
                // one that cannot be read holds nothing for us
            }
        }
        Collections.sort(found);
        return found;
    }

    private static Path path(String text) {
        try {
            return Path.of(text).toAbsolutePath();
        } catch (InvalidPathException _) {
            return null;
        }
    }
}
