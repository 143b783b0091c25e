package dev.thresher.engine.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.engine.testing.Background;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pool: every piece once, exceptions told, threads ended, sleepers woken. The timeout only ends a test that hangs. */
@Timeout(60)
class WorkersTest {
    private static void assertEachOnce(Workers workers, int pieces) {
        AtomicIntegerArray runs = new AtomicIntegerArray(Math.max(1, pieces));
        workers.run(runs::incrementAndGet, pieces);
        for (int i = 0; i < pieces; i++) {
            if (runs.get(i) != 1) {
                throw new AssertionError("piece " + i + " of " + pieces + " ran " + runs.get(i) + " times");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void everyPieceRunsOnce(int threads) {
        try (Workers workers = new Workers(threads)) {
            assertThat(workers.threads()).isEqualTo(threads);
            for (int task = 0; task < 3000; task++) {
                assertEachOnce(workers, task % 41);
            }
            assertEachOnce(workers, 100_000);
        }
    }

    /** Plain writes of the caller are seen by the pieces, and those of the pieces by the caller. */
    @Test
    void memoryIsHandedOverBothWays() {
        int[] in = new int[64];
        int[] out = new int[64];
        try (Workers workers = new Workers(3)) {
            for (int round = 1; round <= 2000; round++) {
                java.util.Arrays.fill(in, round);
                workers.run(piece -> out[piece] = in[piece] + piece, 64);
                for (int i = 0; i < out.length; i++) {
                    if (out[i] != round + i) {
                        throw new AssertionError("round " + round + ", piece " + i + ": " + out[i]);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anExceptionIsThrownAndThePoolGoesOn(int threads) {
        try (Workers workers = new Workers(threads)) {
            for (int round = 0; round < 50; round++) {
                RuntimeException cause = new IllegalArgumentException("piece 5");
                assertThatThrownBy(() -> workers.run(piece -> {
                    if (piece == 5) {
                        throw cause;
                    }
                }, 20)).satisfiesAnyOf(e -> assertThat(e).isSameAs(cause), e -> assertThat(e).hasCause(cause));
                assertEachOnce(workers, 20);
            }
        }
    }

    @Test
    void anErrorIsToldToo() {
        try (Workers workers = new Workers(2)) {
            assertThatThrownBy(() -> workers.run(_ -> {
                throw new StackOverflowError("deep");
            }, 9)).hasRootCauseInstanceOf(StackOverflowError.class);
            assertEachOnce(workers, 9);
        }
    }

    private static List<Thread> helpers() {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("thresher-worker")).toList();
    }

    @Test
    void closingEndsTheThreads() {
        List<Thread> before = helpers();
        Workers workers = new Workers(4);
        assertEachOnce(workers, 100);
        List<Thread> mine = helpers().stream().filter(t -> !before.contains(t)).toList();
        assertThat(mine).hasSize(3).allMatch(Thread::isDaemon);
        workers.close();
        Background.await("the threads to end", () -> mine.stream().noneMatch(Thread::isAlive));
        workers.close();
    }

    /** Helpers park after a spin; each of these pieces waits for the other, so both threads must be awake. */
    @Test
    void parkedHelpersWake() {
        List<Thread> before = helpers();
        try (Workers workers = new Workers(2)) {
            Thread helper = helpers().stream().filter(t -> !before.contains(t)).findFirst().orElseThrow();
            for (int round = 0; round < 20; round++) {
                Background.await("the helper to park", () -> LockSupport.getBlocker(helper) == workers);
                AtomicInteger met = new AtomicInteger();
                workers.run(_ -> {
                    met.incrementAndGet();
                    Background.await("the other piece", () -> met.get() == 2);
                }, 2);
                assertThat(met.get()).isEqualTo(2);
            }
        }
    }

    @Test
    void noPiecesAndTooMany() {
        try (Workers workers = new Workers(2)) {
            assertEachOnce(workers, 0);
            assertThatThrownBy(() -> workers.run(_ -> { }, 1 << 20)).isInstanceOf(IllegalArgumentException.class);
            assertEachOnce(workers, 3);
        }
    }
}
