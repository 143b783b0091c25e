package dev.thresher.app.window;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;

/** What measurements and tours ask of the window's thread, from a thread of their own. */
final class FxThread {
    private static final long PATIENCE_NANOS = 600_000_000_000L;

    private FxThread() {
    }

    /** Has it done there, and waits for the answer. */
    static <T> T call(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(work.call());
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result.join();
    }

    static void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }

    /** Waits until something holds there, which it asks again and again. @param pauseMillis between two questions */
    static void await(Callable<Boolean> condition, int pauseMillis) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!call(condition)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the window did not come so far within " + PATIENCE_NANOS / 1_000_000_000L + " s");
            }
            Thread.sleep(pauseMillis);
        }
    }
}
