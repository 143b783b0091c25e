package dev.thresher.app.window;

import dev.thresher.app.measure.WindowSheets;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;

/** Asks the window's thread every few milliseconds how soon it listens, until it is closed. */
final class WindowPulse implements AutoCloseable {
    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();
    private static final int PAUSE_MS = 3;

    /** @param waited milliseconds until it listened; @param worked milliseconds of a processor that it used since its last answer */
    private record Answer(double waited, double worked) {
    }

    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Thread asking = Thread.ofPlatform().daemon().name("thresher-pulse").start(this::ask);
    private long used = -1; // the window's thread alone looks at it

    private void ask() {
        try {
            while (!Thread.interrupted()) {
                long asked = System.nanoTime();
                CountDownLatch answered = new CountDownLatch(1);
                Platform.runLater(() -> {
                    answer(asked);
                    answered.countDown();
                });
                answered.await();
                Thread.sleep(PAUSE_MS);
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private void answer(long asked) {
        long now = PROCESSOR.getCurrentThreadCpuTime();
        if (used >= 0) {
            answers.add(new Answer((System.nanoTime() - asked) / 1e6, (now - used) / 1e6));
        }
        used = now;
    }

    /** How long it did not listen. After {@link #close()}. */
    WindowSheets.Spread waits() {
        return WindowSheets.Spread.of(answers.stream().mapToDouble(Answer::waited));
    }

    /** How long it worked by itself between two answers. After {@link #close()}. */
    WindowSheets.Spread work() {
        return WindowSheets.Spread.of(answers.stream().mapToDouble(Answer::worked));
    }

    @Override
    public void close() throws InterruptedException {
        asking.interrupt();
        asking.join();
    }
}
