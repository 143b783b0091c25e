package dev.thresher.app.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Interruption as the JVM tells of it: a shutdown hook. The JVM waits for the hook, and the hook for the watch to be closed,
 * so the run folder is completed first; then the JVM ends with the signal's own exit code, 130 for Ctrl-C.
 */
final class ShutdownInterrupts implements Interrupts {
    @Override
    public Watch watch(Runnable stop) {
        CountDownLatch closed = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            stop.run();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        return () -> {
            closed.countDown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM is on its way down, which is why the hook runs: it has been released above.
            }
        };
    }
}
