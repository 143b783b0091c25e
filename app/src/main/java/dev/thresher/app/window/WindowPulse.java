package dev.thresher.app.window;

import dev.thresher.app.measure.Waits;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import javafx.application.Platform;

/**
 * Asks the window's thread every few milliseconds how soon it listens, from {@link #start()} until it is closed. It may be started again, and
 * then counts on.
 */
final class WindowPulse implements AutoCloseable {
    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();
    private static final int PAUSE_MS = 3;

    /**
     * One answer of the window's thread, in milliseconds.
     *
     * @param waited until it listened, whoever kept it from that
     * @param worked by itself since its last answer: processor time of that thread, so neither other programs nor the collector of garbage
     */
    private record Answer(double waited, double worked) {
    }

    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final IntConsumer between;
    private Thread asking;
    private CountDownLatch closing;
    private long used; // the window's thread alone looks at it while this asks

    /** @param between called after each answer, with how many there were since the start: what is to be done to the window meanwhile */
    WindowPulse(IntConsumer between) {
        this.between = between;
    }

    void start() {
        used = -1;
        closing = new CountDownLatch(1);
        asking = Thread.ofPlatform().daemon().name("thresher-pulse").start(this::ask);
    }

    /** The first question only begins to count; one more is answered however soon this is closed. */
    private void ask() {
        try {
            answer();
            int count = 0;
            do {
                answer();
                between.accept(count++);
            } while (!closing.await(PAUSE_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            // the program ends
        }
    }

    private void answer() throws InterruptedException {
        long asked = System.nanoTime();
        CountDownLatch answered = new CountDownLatch(1);
        Platform.runLater(() -> {
            answer(asked);
            answered.countDown();
        });
        answered.await();
    }

    private void answer(long asked) {
        long now = PROCESSOR.getCurrentThreadCpuTime();
        if (used >= 0) {
            answers.add(new Answer((System.nanoTime() - asked) / 1e6, (now - used) / 1e6));
        }
        used = now;
    }

    /** How long it did not listen. After {@link #close()}. */
    Waits waits() {
        return Waits.of(answers.stream().mapToDouble(Answer::waited));
    }

    /** How long it worked by itself between two answers. After {@link #close()}. */
    Waits work() {
        return Waits.of(answers.stream().mapToDouble(Answer::worked));
    }

    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        asking.join();
    }
}
