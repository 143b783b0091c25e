package dev.thresher.datasets.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Closes a body from which nothing has come for too long, or which is no longer wanted: a blocked read cannot do so itself. */
final class Watchdog implements AutoCloseable {
    private static final long TICK_MILLIS = 50;

    private final InputStream body;
    private final Duration patience;
    private final BooleanSupplier cancelled;
    private final Thread thread;
    private volatile long lastSign = System.nanoTime();
    private volatile boolean stalled;
    private volatile boolean stopped;

    Watchdog(InputStream body, Duration patience, BooleanSupplier cancelled) {
        this.body = body;
        this.patience = patience;
        this.cancelled = cancelled;
        this.thread = Thread.ofVirtual().name("fetch-watchdog").start(this::watch);
    }

    private void watch() {
        try {
            while (!stopped && !stalled) {
                Thread.sleep(TICK_MILLIS);
                stopped = cancelled.getAsBoolean();
                stalled = System.nanoTime() - lastSign > patience.toNanos();
            }
            body.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the transfer is over
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void alive() {
        lastSign = System.nanoTime();
    }

    /** Throws what the watchdog has to say, if it was it that ended the body. */
    void explain(String file) throws Transfer.Failure {
        if (stopped || Thread.currentThread().isInterrupted()) {
            throw new Cancelled(file);
        }
        if (stalled) {
            throw new Transfer.Failure("stalled: nothing came for " + patience.toSeconds() + " s");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
