package dev.thresher.engine.testing;

import dev.thresher.engine.run.Summary;
import dev.thresher.engine.train.Trainer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A run on a thread of its own. The timeouts only end a test that hangs: no assertion depends on speed. */
public final class Background implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 60;

    private final Trainer trainer;
    private final FutureTask<Summary> result;
    private final Thread thread;

    public Background(Trainer trainer) {
        this.trainer = trainer;
        result = new FutureTask<>(trainer::run);
        thread = new Thread(result, "run");
        thread.setDaemon(true);
        thread.start();
    }

    public Thread thread() {
        return thread;
    }

    /** Waits for the end of the run. */
    public Summary summary() {
        try {
            return result.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the run did not end as it should", e);
        }
    }

    /** Waits until a condition holds. */
    public static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for: " + what);
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    /** Ends the run if it has not ended, then closes its trainer. */
    @Override
    public void close() {
        trainer.stop();
        summary();
        trainer.close();
    }
}
