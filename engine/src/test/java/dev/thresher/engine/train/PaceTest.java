package dev.thresher.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.testing.Background;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The clock of a run, also for those who look at it from another thread. */
class PaceTest {
    @Test
    void aStoppedClockStandsAndGoesOnFromThere() {
        Pace pace = new Pace(0);
        assertThat(pace.nanos()).isZero();
        pace.start();
        Background.await("time to pass", () -> pace.nanos() > 1000);
        pace.stop();
        long first = pace.nanos();
        assertThat(pace.nanos()).isEqualTo(first).isGreaterThan(1000);
        pace.stop();
        assertThat(pace.nanos()).as("stopped twice").isEqualTo(first);
        pace.start();
        assertThat(pace.nanos()).isGreaterThanOrEqualTo(first);
        Background.await("time to pass", () -> pace.nanos() > first);
    }

    @Test
    void noReaderSeesTimeGoBackwards() throws Exception {
        Pace pace = new Pace(0);
        FutureTask<Void> writer = new FutureTask<>(() -> {
            for (int i = 0; i < 5000; i++) {
                pace.start();
                spin();
                pace.stop();
                spin(); // a reader that counted the last stretch twice sees less now
            }
            return null;
        });
        Thread thread = new Thread(writer, "writer");
        thread.setDaemon(true);
        thread.start();
        long last = 0;
        while (!writer.isDone()) {
            long now = pace.nanos();
            assertThat(now).isGreaterThanOrEqualTo(last);
            last = now;
        }
        writer.get(60, TimeUnit.SECONDS);
    }

    private static void spin() {
        long end = System.nanoTime() + 10_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
