package dev.thresher.engine.backend.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where cuBLAS is looked for, and why one that is found is passed over. */
class CublasSearchTest {
    @TempDir
    Path root;

    @BeforeEach
    @AfterEach
    void asUsual() {
        Emulated.cublas("libcublas.so.12"); // or the test is skipped
        Emulated.set("cublas_version", 0);
    }

    /** A library of its own: the system knows those that it has loaded by their file. */
    private Path put(String folder, String name, String... options) throws IOException {
        Path to = root.resolve(folder).resolve(name);
        Files.createDirectories(to.getParent());
        return Files.copy(Emulated.cublas(name, options), to);
    }

    private CublasFound found(int driver, Map<String, String> environment) {
        return new CublasSearch(false, environment, false, root, root.resolve("home")).found(driver, null);
    }

    private void assertTaken(Path file, CublasFound found) {
        assertThat(found.present()).as(found.text()).isTrue();
        assertThat(found.text()).isEqualTo("cuBLAS 12.6.4 from " + file);
    }

    @Test
    void noneIsNoMistake() {
        CublasFound found = found(13_000, Map.of("CUDA_HOME", root.resolve("nowhere").toString(), "VIRTUAL_ENV", ""));
        assertThat(found.present()).isFalse();
        assertThat(found.passedOver()).isEmpty();
        assertThat(found.text()).isEqualTo("no cuBLAS of version 11 to 13 was found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"usr/local/cuda/lib64", "usr/local/cuda-12.4/lib64", "home/.local/lib/python3.11/site-packages/nvidia/cublas/lib",
        "usr/local/lib/python3.12/dist-packages/nvidia/cublas/lib"})
    void whereToolkitsAndPackagesPutIt(String folder) throws IOException {
        assertTaken(put(folder, "libcublas.so.12"), found(12_060, Map.of()));
    }

    @Test
    void whereVariablesPoint() throws IOException {
        Path toolkit = put("toolkit/lib64", "libcublas.so.12");
        Path environment = put("env/lib/python3.13/site-packages/nvidia/cublas/lib", "libcublas.so.12");
        Path conda = put("conda/lib", "libcublas.so.12");
        assertTaken(toolkit, found(12_060, Map.of("CUDA_HOME", root.resolve("toolkit").toString(), "VIRTUAL_ENV", root.resolve("env").toString())));
        assertTaken(environment, found(12_060, Map.of("VIRTUAL_ENV", root.resolve("env").toString())));
        assertTaken(conda, found(12_060, Map.of("CONDA_PREFIX", root.resolve("conda").toString())));
    }

    @Test
    void theNewestThatTheDriverRunsIsTaken() throws IOException {
        Path newest = put("usr/local/cuda/lib64", "libcublas.so.13");
        Path older = put("usr/local/cuda/lib64", "libcublas.so.12");
        Path oldest = put("usr/local/cuda-11.8/lib64", "libcublas.so.11");
        assertThat(found(13_000, Map.of()).whence()).isEqualTo(newest.toString());
        assertThat(found(12_080, Map.of()).whence()).isEqualTo(older.toString());
        CublasFound last = found(11_040, Map.of());
        assertThat(last.whence()).isEqualTo(oldest.toString());
        assertThat(last.passedOver()).containsExactly(newest + ": needs a driver for CUDA 13", older + ": needs a driver for CUDA 12");
    }

    @Test
    void oneOfAnotherVersionIsPassedOver() throws IOException {
        Path file = put("usr/local/cuda/lib64", "libcublas.so.12");
        Emulated.set("cublas_version", 100_200);
        assertThat(found(12_060, Map.of()).text()).isEqualTo(
                "no cuBLAS of version 11 to 13 was found (" + file + ": it is cuBLAS 10.2.0, and 11 to 13 are known)");
        Emulated.set("cublas_version", 140_000);
        assertThat(found(12_060, Map.of()).passedOver()).containsExactly(file + ": it is cuBLAS 14.0.0, and 11 to 13 are known");
    }

    @Test
    void oneThatIsOldLacksSomethingOrIsDamagedIsPassedOver() throws IOException {
        Path old = put("usr/local/cuda/lib64", "libcublas.so.10");
        assertThat(found(12_060, Map.of()).passedOver()).containsExactly(old + ": it is cuBLAS 10, and 11 to 13 are known");
        Files.delete(old);
        Path lacking = put("usr/local/cuda/lib64", "libcublas.so.11", "-DWITHOUT_WORKSPACE");
        Path damaged = Files.writeString(lacking.resolveSibling("libcublas.so.12"), "no library");
        assertThat(found(12_060, Map.of()).passedOver()).containsExactly(damaged + ": does not load", lacking + ": it has no cublasSetWorkspace_v2");
    }

    @Test
    void oneCanBeNamedOrTurnedOff() throws IOException {
        Path file = put("elsewhere", "libcublas.so.12");
        CublasSearch search = new CublasSearch(true, Map.of(), false, root, root);
        assertTaken(file, search.found(12_060, file.toString()));
        assertThat(search.found(12_060, "none").text()).isEqualTo("no cuBLAS of version 11 to 13 was found (it is turned off by -Dthresher.cublas=none)");
        Path missing = root.resolve("missing.so");
        assertThat(search.found(12_060, missing.toString()).passedOver()).containsExactly(missing + ": is not there");
    }

    @Test
    void onWindowsItIsCalledOtherwise() throws IOException {
        Path named = root.resolve("toolkit/bin/x64/cublas64_13.dll");
        Files.createDirectories(named.getParent());
        Files.writeString(named, "no library");
        Path packaged = root.resolve("env/Lib/site-packages/nvidia/cublas/bin/cublas64_12.dll");
        Files.createDirectories(packaged.getParent());
        Files.writeString(packaged, "no library");
        Map<String, String> environment = Map.of("CUDA_PATH", root.resolve("toolkit").toString(), "VIRTUAL_ENV", root.resolve("env").toString());
        CublasFound found = new CublasSearch(false, environment, true, root, root).found(13_000, null);
        assertThat(found.passedOver()).containsExactly(named + ": does not load", packaged + ": does not load");
    }
}
