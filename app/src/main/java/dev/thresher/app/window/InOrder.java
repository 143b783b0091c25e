package dev.thresher.app.window;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** Runs work on another executor, one after the other in the order it was given: for work on files that must not overtake each other. */
public final class InOrder implements Executor {
    private final Executor executor;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    public InOrder(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable work) {
        synchronized (waiting) {
            waiting.add(work);
            if (busy) {
                return;
            }
            busy = true;
        }
        executor.execute(this::work);
    }

    private void work() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (RuntimeException | Error e) {
                goOn(); // whoever runs this hears of the fault
                throw e;
            }
        }
    }

    private void goOn() {
        synchronized (waiting) {
            busy = !waiting.isEmpty();
            if (!busy) {
                return;
            }
        }
        executor.execute(this::work);
    }

    private Runnable next() {
        synchronized (waiting) {
            Runnable next = waiting.poll();
            busy = next != null;
            return next;
        }
    }
}
