package dev.thresher.engine.backend.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.MaskCount;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import dev.thresher.engine.experiment.CublasUse;
import dev.thresher.engine.testing.Deviation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Products by a cuBLAS over the emulated driver: what they give, who makes them, and what happens where it fails. On a real GPU with a real cuBLAS,
 * what they give.
 */
class CublasTest {
    private static final int QUICK = 1;           // nanoseconds
    private static final int SLOW = 1_000_000;

    @TempDir
    Path verdicts;

    private CublasFound found;

    @BeforeEach
    void find() {
        if (Emulated.real()) {
            Emulated.require();
            found = CublasFound.ofThisMachine();
            Assumptions.assumeTrue(found.present(), found.text());
        } else {
            String file = Emulated.cublas("libcublas.so.12").toString();
            found = new CublasSearch(false, Map.of(), false, verdicts, verdicts).found(12_060, file);
        }
        asUsual();
    }

    @AfterEach
    void asUsual() {
        if (found == null) {
            return; // skipped: no emulated driver here
        }
        Emulated.set("cublas_fails", 0);
        Emulated.set("cublas_refuses", 0);
        Emulated.set("cublas_nanos", QUICK);
        assertThat(Emulated.get("cublas_handles")).as("handles that were not given back").isZero();
        assertThat(Emulated.get("blocks")).as("device memory that was not freed").isZero();
        assertThat(Emulated.get("trampled")).as("writes behind a block").isZero();
    }

    private CudaBackend open(CublasUse use, boolean tf32) {
        return open(use, tf32, SparseLimits.NEVER);
    }

    private CudaBackend open(CublasUse use, boolean tf32, SparseLimits limits) {
        DeviceLauncher device = Emulated.launcher(tf32);
        try {
            return new CudaBackend(device, CublasUsed.of(device, "12.6", use, found, verdicts), limits);
        } catch (UserError e) {
            device.close();
            throw e;
        }
    }

    private static float[] random(int count, long seed) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (2 * Randomness.uniform(seed, Purpose.SYNTHESIS, 0, i) - 1);
        }
        return values;
    }

    private static Tensor matrix(Backend backend, int rows, int columns, long seed) {
        Tensor made = backend.matrix(rows, columns);
        backend.upload(made, random(rows * columns, seed));
        return made;
    }

    private static Tensor activation(Backend backend, int features, int columns, long seed) {
        Batch batch = new Batch(features, columns);
        batch.reshape(features, columns);
        float[] values = random(features * columns, seed);
        for (int i = 0; i < values.length; i++) {
            batch.features()[i / columns * batch.stride() + i % columns] = values[i];
        }
        Tensor made = backend.activation(features, columns);
        backend.load(batch, made);
        return made;
    }

    /** Y with and without bias, dX, dP. */
    private static List<float[]> linear(Backend backend, int outputs, int inputs, int batch) {
        Tensor p = matrix(backend, outputs, inputs, 1);
        Tensor bias = matrix(backend, outputs, 1, 2);
        Tensor x = activation(backend, inputs, batch, 3);
        Tensor dy = activation(backend, outputs, batch, 4);
        Tensor y = backend.activation(outputs, batch);
        Tensor plain = backend.activation(outputs, batch);
        Tensor dx = backend.activation(inputs, batch);
        Tensor dp = backend.matrix(outputs, inputs);
        backend.linear(p, bias, x, y);
        backend.linear(p, null, x, plain);
        backend.linearInputGradient(p, dy, dx);
        backend.linearWeightGradient(dy, x, dp);
        return List.of(backend.download(y), backend.download(plain), backend.download(dx), backend.download(dp));
    }

    /** Hidden states, then dP_x, dP_h, bias gradient and dX. */
    private static List<float[]> lstm(Backend backend, int steps, int inputs, int hidden, int batch) {
        Tensor px = matrix(backend, 4 * hidden, inputs, 1);
        Tensor ph = matrix(backend, 4 * hidden, hidden, 2);
        Tensor bias = matrix(backend, 4 * hidden, 1, 3);
        Tensor x = activation(backend, steps * inputs, batch, 4);
        Tensor gates = backend.activation(steps * 4 * hidden, batch);
        Tensor cells = backend.activation(steps * hidden, batch);
        Tensor states = backend.activation(steps * hidden, batch);
        Tensor dStates = activation(backend, steps * hidden, batch, 5);
        Tensor dpx = backend.matrix(4 * hidden, inputs);
        Tensor dph = backend.matrix(4 * hidden, hidden);
        Tensor dBias = backend.matrix(4 * hidden, 1);
        Tensor dx = backend.activation(steps * inputs, batch);
        backend.lstm(steps, px, ph, bias, x, gates, cells, states);
        float[] before = backend.download(states);
        backend.lstmGradient(steps, px, ph, x, gates, cells, states, dStates, dpx, dph, dBias, dx);
        return List.of(before, backend.download(dpx), backend.download(dph), backend.download(dBias), backend.download(dx));
    }

    private static void assertClose(String what, List<float[]> actual, List<float[]> expected, double within) {
        for (int i = 0; i < expected.size(); i++) {
            Deviation.assertWithin(what + ", result " + i, actual.get(i), expected.get(i), within);
        }
    }

    @ParameterizedTest
    @CsvSource({"300, 784, 64, false", "10, 37, 33, false", "1, 1, 1, false", "33, 5, 100, false", "10, 37, 33, true"})
    void productsAreThoseOfEjml(int outputs, int inputs, int batch, boolean tf32) {
        List<float[]> expected;
        try (EjmlBackend oracle = new EjmlBackend()) {
            expected = linear(oracle, outputs, inputs, batch);
        }
        try (CudaBackend backend = open(CublasUse.ON, tf32)) {
            assertClose("%d×%d, %d".formatted(outputs, inputs, batch), linear(backend, outputs, inputs, batch), expected, tf32 ? 3e-3 : 1e-5);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void allThatItCanMakeItMakesInTheModeOfThePrecision(boolean tf32) {
        long before = Emulated.get("cublas_products");
        try (CudaBackend backend = open(CublasUse.ON, tf32)) {
            linear(backend, 10, 20, 30);
            assertThat(backend.description()).isEqualTo("Emulated GPU 0 (cuda:0), " + (tf32 ? "tf32" : "fp32") + ", cuBLAS 12.6.4");
        }
        assertThat(Emulated.get("cublas_products") - before).as("of each kind one to see that it works, and four").isEqualTo(4 + 4);
        long between = Emulated.get("cublas_products");
        try (CudaBackend backend = open(CublasUse.ON, tf32)) {
            lstm(backend, 3, 7, 5, 33);
        }
        assertThat(Emulated.get("cublas_products") - between).as("all steps at once, and two steps alone, there and back; each kind first to see")
                .isEqualTo(1 + 2 + 2 + 1 + 4);
        assertThat(Emulated.get("cublas_math")).as("pedantic, or tensor cores for tf32").isEqualTo(tf32 ? 3 : 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void sequencesAreThoseOfEjml(int steps) {
        List<float[]> expected;
        try (EjmlBackend oracle = new EjmlBackend()) {
            expected = lstm(oracle, steps, 7, 5, 33);
        }
        try (CudaBackend backend = open(CublasUse.ON, false)) {
            assertClose(steps + " steps", lstm(backend, steps, 7, 5, 33), expected, 2e-5);
        }
    }

    /** Calls of cuBLAS for a forward product, an input and a weight gradient of a masked weight; the emulated one is always faster. */
    private long callsForAMaskedWeight(CublasUse use, SparseLimits limits) {
        try (CudaBackend backend = open(use, false, limits)) {
            Tensor w = matrix(backend, 20, 30, 1);
            Tensor p = backend.matrix(20, 30);
            backend.refreshMask(w, backend.matrix(20, 1), p, -1, new MaskCount(w.size()));
            Tensor x = activation(backend, 30, 40, 2);
            Tensor dy = activation(backend, 20, 40, 3);
            Tensor y = backend.activation(20, 40);
            Tensor dx = backend.activation(30, 40);
            Tensor dp = backend.matrix(20, 30);
            for (int step = 0; step < 2; step++) { // the first makes its trials
                backend.linear(p, null, x, y);
                backend.linearInputGradient(p, dy, dx);
                backend.linearWeightGradient(dy, x, dp);
                backend.await();
            }
            long before = Emulated.get("cublas_products");
            backend.linear(p, null, x, y);
            backend.linearInputGradient(p, dy, dx);
            backend.linearWeightGradient(dy, x, dp);
            backend.relu(y, y); // another list than before, so not the graph that calls nothing anew
            backend.await();
            return Emulated.get("cublas_products") - before;
        }
    }

    @Test
    void whatMayGoOverNonZerosStaysWithOwnKernels() {
        assertThat(callsForAMaskedWeight(CublasUse.AUTO, SparseLimits.ALWAYS)).as("the weight gradient alone").isEqualTo(1);
        assertThat(callsForAMaskedWeight(CublasUse.AUTO, SparseLimits.NEVER)).isEqualTo(3);
        assertThat(callsForAMaskedWeight(CublasUse.ON, SparseLimits.ALWAYS)).as("who insists gets it").isEqualTo(3);
    }

    @Test
    void stepsBecomeGraphsWithWhatCublasLaunches() {
        try (CudaBackend backend = open(CublasUse.ON, false)) {
            Tensor p = matrix(backend, 20, 30, 1);
            Tensor bias = matrix(backend, 20, 1, 2);
            Tensor x = activation(backend, 30, 40, 3);
            Tensor y = backend.activation(20, 40);
            Tensor other = backend.activation(20, 40);
            long captures = Emulated.get("captures");
            List<float[]> results = new ArrayList<>();
            for (int step = 0; step < 5; step++) {
                long graphs = Emulated.get("graph_launches");
                long products = Emulated.get("cublas_products");
                backend.linear(p, bias, x, y);
                backend.relu(y, y);
                backend.linear(p, bias, x, other);
                backend.await();
                results.add(backend.download(y));
                assertThat(Emulated.get("graph_launches") - graphs).as("step " + step).isEqualTo(step < 2 ? 0 : 1);
                assertThat(Emulated.get("cublas_products") - products).as("calls in step " + step).isEqualTo(step == 0 ? 3 : step == 1 ? 4 : 0);
            }
            assertThat(Emulated.get("captures") - captures).isEqualTo(2);
            assertThat(results).allSatisfy(result -> assertThat(result).isEqualTo(results.getFirst()));
            backend.upload(p, random(20 * 30, 9));
            long graphs = Emulated.get("graph_launches");
            backend.linear(p, bias, x, y);
            backend.relu(y, y);
            backend.linear(p, bias, x, other);
            backend.await();
            assertThat(Emulated.get("graph_launches") - graphs).isEqualTo(1);
            assertThat(backend.download(y)).isNotEqualTo(results.getFirst());
            long launched = Emulated.get("graph_launches");
            backend.linear(p, bias, x, other); // the same shapes to other places: no graph does that
            backend.relu(y, y);
            backend.linear(p, bias, x, y);
            backend.await();
            assertThat(Emulated.get("graph_launches")).isEqualTo(launched);
        }
    }

    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.list(verdicts)) {
            List<Path> all = files.toList();
            assertThat(all).extracting(file -> file.getFileName().toString()).containsExactly("Emulated-GPU-0-8.6-driver-12.6-cuBLAS-12.6.4-fp32.txt");
            return Files.readAllLines(all.getFirst());
        }
    }

    @Test
    void whatIsFasterIsTakenAndStaysSoHoweverFastItIsLater() throws IOException {
        List<float[]> own;
        try (CudaBackend backend = open(CublasUse.OFF, false)) {
            own = linear(backend, 20, 50, 40);
        }
        List<float[]> first;
        try (CudaBackend backend = open(CublasUse.AUTO, false)) {
            first = linear(backend, 20, 50, 40);
            assertThat(backend.description()).endsWith("fp32, cuBLAS 12.6.4 where faster");
        }
        assertThat(kept()).satisfiesExactly(line -> assertThat(line).as("the bias takes a kernel more").startsWith("forward-with-bias 20×50×64×1\town\t"),
                line -> assertThat(line).matches("forward 20×50×64×1\tcublas\town 0\\.\\d{4} ms, cuBLAS 0\\.\\d{4} ms"),
                line -> assertThat(line).startsWith("input-gradient 50×20×64×1\tcublas\t"), line -> assertThat(line).startsWith("weight-gradient 20×40×50×1\tcublas\t"));
        assertThat(first.getFirst()).isEqualTo(own.getFirst());
        assertThat(first.get(1)).as("the two round otherwise").isNotEqualTo(own.get(1));
        Emulated.set("cublas_nanos", SLOW);
        try (CudaBackend backend = open(CublasUse.AUTO, false)) {
            assertThat(linear(backend, 20, 50, 40)).usingRecursiveComparison().isEqualTo(first);
            assertThat(kept()).hasSize(4);
            linear(backend, 21, 50, 40); // another product
        }
        assertThat(kept()).hasSize(8).last().satisfies(line -> assertThat(line).startsWith("weight-gradient 21×40×50×1\town\t"));
        Emulated.set("cublas_nanos", QUICK);
        long before = Emulated.get("cublas_products");
        try (CudaBackend backend = open(CublasUse.AUTO, false)) {
            linear(backend, 21, 50, 40);
        }
        assertThat(Emulated.get("cublas_products")).as("own kernels make it for good").isEqualTo(before);
    }

    @Test
    void whoeverDecidesFirstDecidesForAll() throws IOException {
        Path file = verdicts.resolve("device.txt");
        KeptVerdicts mine = new KeptVerdicts(file);
        KeptVerdicts theirs = new KeptVerdicts(file);
        assertThat(mine.of("forward 1×2×3×1")).isNull();
        assertThat(theirs.keep("forward 1×2×3×1", "cublas", "note")).isEqualTo("cublas");
        assertThat(mine.keep("forward 1×2×3×1", "own", "note")).as("the other was first").isEqualTo("cublas");
        Files.writeString(file, "forward 1×2×3×11\town\tno", StandardOpenOption.APPEND); // a crash
        assertThat(mine.of("forward 1×2×3×11")).isNull();
        assertThat(mine.keep("forward 1×2×3×11", "cublas", "note")).isEqualTo("cublas");
        assertThat(mine.of("forward 1×2×3×1")).isEqualTo("cublas");
        assertThat(Files.readAllLines(file)).containsExactly("forward 1×2×3×1\tcublas\tnote", "forward 1×2×3×11\tcublas\tnote");
    }

    @Test
    void whatCannotBeKeptIsNotTaken() throws IOException {
        Path file = Files.writeString(verdicts.resolve("file"), "in the way");
        DeviceLauncher device = Emulated.launcher();
        try (CudaBackend backend = new CudaBackend(device, CublasUsed.of(device, "12.6", CublasUse.AUTO, found, file), SparseLimits.NEVER)) {
            List<float[]> results = linear(backend, 20, 50, 40);
            assertThat(backend.description()).contains("cuBLAS 12.6.4 where faster: what was found faster cannot be kept in " + file).doesNotContain("\n");
            try (CudaBackend own = open(CublasUse.OFF, false)) {
                assertThat(results).usingRecursiveComparison().isEqualTo(linear(own, 20, 50, 40));
            }
        }
    }

    /** At its first call, or while it is captured. */
    @ParameterizedTest
    @CsvSource({"AUTO, 1", "AUTO, 4", "ON, 1"})
    void aProductThatFailsIsMadeByOwnKernels(CublasUse use, int failing) {
        List<float[]> own;
        try (CudaBackend backend = open(CublasUse.OFF, false)) {
            own = linear(backend, 20, 50, 40);
        }
        Emulated.set("cublas_fails", failing);
        try (CudaBackend backend = open(use, false)) {
            List<float[]> results = linear(backend, 20, 50, 40);
            assertThat(results.getFirst()).isEqualTo(own.getFirst());
            assertThat(backend.description()).contains("cuBLAS 12.6.4").doesNotContain("\n")
                    .endsWith(": cuBLAS answers CUBLAS_STATUS_EXECUTION_FAILED while multiplying 20×50 by 50×64");
        }
    }

    @Test
    void aCublasThatRefusesIsDoneWithout() {
        Emulated.set("cublas_refuses", 1);
        try (CudaBackend backend = open(CublasUse.AUTO, false)) {
            assertThat(backend.description()).isEqualTo(
                    "Emulated GPU 0 (cuda:0), fp32, own products: cuBLAS answers CUBLAS_STATUS_ARCH_MISMATCH while being opened");
            linear(backend, 3, 4, 5);
        }
        assertThatThrownBy(() -> open(CublasUse.ON, false)).isInstanceOf(UserError.class).hasMessage(
                "--cublas on: cuBLAS answers CUBLAS_STATUS_ARCH_MISMATCH while being opened; leave --cublas at auto");
    }

    @Test
    void oneThatIsMissingIsMissedOnlyByWhoInsistsOnIt() {
        found = CublasFound.none(List.of());
        try (CudaBackend backend = open(CublasUse.AUTO, false)) {
            assertThat(backend.description()).isEqualTo("Emulated GPU 0 (cuda:0), fp32");
        }
        assertThatThrownBy(() -> open(CublasUse.ON, false)).isInstanceOf(UserError.class).hasMessage("--cublas on: no cuBLAS of version 11 to 13 was found; "
                + "install it with CUDA's toolkit or pip, or leave --cublas at auto");
    }

    /** After its trial there is no way back within a step: the run ends as with a lost device, and can go on. */
    @Test
    void oneThatFailsInTheMiddleEndsTheRunInOneLine() {
        try (CudaBackend backend = open(CublasUse.ON, false)) {
            linear(backend, 20, 50, 40);
            Emulated.set("cublas_fails", 1);
            assertThatThrownBy(() -> linear(backend, 20, 50, 40)).isInstanceOf(UserError.class).hasMessage("GPU: cuBLAS answers "
                    + "CUBLAS_STATUS_EXECUTION_FAILED while multiplying 20×50 by 50×64; what is recorded stays: JAVA_TOOL_OPTIONS=-Dthresher.cublas=none "
                    + "lets 'thresher train --resume' do without cuBLAS");
        }
    }
}
