package dev.thresher.app.window.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.testing.MadeRuns;
import dev.thresher.engine.run.RunCatalogue;
import dev.thresher.engine.run.RunOverview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunListingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path temp;
    private final BlockingQueue<RunCatalogue.Listing> heard = new LinkedBlockingQueue<>();
    private final RunListing listing = new RunListing(() -> List.of(temp.resolve("runs")), heard::add);

    @AfterEach
    void close() {
        listing.close();
    }

    private Path run(String name, long seed) {
        return MadeRuns.finished(temp.resolve("runs").resolve(name), MadeRuns.lenet(5e-4, seed), 0.97, 0.1, 0.2, 0.9);
    }

    private RunCatalogue.Listing next() throws InterruptedException {
        RunCatalogue.Listing next = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(next).as("a reading").isNotNull();
        return next;
    }

    /** Leaving the page and coming back, again and again, never catches a reading in its middle. */
    @Test
    void endingInTheMiddleOfAReadingSpoilsNoRun() throws InterruptedException {
        for (int i = 0; i < 12; i++) {
            run("run" + i, i);
        }
        for (int i = 0; i < 20; i++) {
            listing.follow();
            if (i % 4 == 0) {
                next();
            }
            listing.close();
        }
        listing.read();
        while (!heard.isEmpty()) {
            assertThat(next().runs()).extracting(RunOverview::state).containsOnly(RunOverview.State.FINISHED);
        }
    }

    @Test
    void whatComesAndGoesIsHeard() throws IOException, InterruptedException {
        Path first = run("first", 1);
        listing.follow();
        assertThat(next().runs()).hasSize(1);
        run("second", 2);
        RunCatalogue.Listing now = next();
        while (now.runs().size() < 2) {
            now = next();
        }
        Files.move(first, temp.resolve("elsewhere"));
        while (now.runs().stream().noneMatch(run -> run.state() == RunOverview.State.GONE)) {
            now = next();
        }
        assertThat(now.runs()).hasSize(2);
        assertThat(now.problems()).isEmpty();
    }
}
