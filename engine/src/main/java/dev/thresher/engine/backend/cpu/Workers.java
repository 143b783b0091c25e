package dev.thresher.engine.backend.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A few persistent threads that share out the pieces of one task at a time. A training step of a small network takes
 * a fraction of a millisecond, so workers spin briefly between tasks before they park, and handing out a task
 * allocates nothing.
 *
 * <p>Which thread takes which piece is left to chance; a task whose pieces write apart from each other gives the same
 * bits for any number of threads.
 */
final class Workers implements AutoCloseable {
    /** A task in numbered pieces that do not depend on each other. */
    interface Task {
        void run(int piece);
    }

    private static final long SPIN_NANOS = 100_000;
    private static final int MAX_PIECES = (1 << 20) - 1;

    // generation (24 bits) | pieces (20 bits) | next piece (20 bits): a claim is one compare-and-set, and a worker that
    // overslept can never claim from a task that has ended, since the generation moved on
    private final AtomicLong state = new AtomicLong();
    private final AtomicInteger done = new AtomicInteger();
    private final Worker[] helpers;
    private volatile Task task;
    private volatile Throwable failure;
    private volatile boolean closed;

    /** @param threads how many compute, the calling one included */
    Workers(int threads) {
        helpers = new Worker[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Worker(i + 1);
            helpers[i].start();
        }
    }

    int threads() {
        return helpers.length + 1;
    }

    /** Runs all pieces and returns when the last is done. An exception of a piece is thrown here. */
    void run(Task newTask, int pieces) {
        if (helpers.length == 0 || pieces == 1) {
            for (int i = 0; i < pieces; i++) {
                newTask.run(i);
            }
            return;
        }
        if (pieces > MAX_PIECES) {
            throw new IllegalArgumentException(pieces + " pieces; at most " + MAX_PIECES);
        }
        if (pieces < 1) {
            return;
        }
        done.set(0);
        task = newTask;
        long generation = (state.get() >>> 40) + 1;
        state.set(generation << 40 | (long) pieces << 20);
        for (Worker helper : helpers) {
            if (helper.parked) {
                LockSupport.unpark(helper);
            }
        }
        takePieces();
        int spins = 0;
        while (done.get() < pieces) {
            if (++spins > 2_000) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
        Throwable thrown = failure;
        if (thrown != null) {
            failure = null;
            throw new IllegalStateException("a piece of " + newTask + " failed: " + thrown, thrown);
        }
    }

    private void takePieces() {
        while (true) {
            long seen = state.get();
            int next = (int) (seen & MAX_PIECES);
            if (next >= (int) (seen >>> 20 & MAX_PIECES)) {
                return;
            }
            if (state.compareAndSet(seen, seen + 1)) {
                // the claim holds the generation open: the task cannot have changed since
                try {
                    task.run(next);
                } catch (Throwable thrown) {
                    failure = thrown;
                } finally {
                    done.incrementAndGet();
                }
            }
        }
    }

    private boolean idle() {
        long seen = state.get();
        return (seen & MAX_PIECES) >= (seen >>> 20 & MAX_PIECES);
    }

    @Override
    public void close() {
        closed = true;
        for (Worker helper : helpers) {
            LockSupport.unpark(helper);
        }
    }

    private final class Worker extends Thread {
        private volatile boolean parked;

        Worker(int number) {
            super("thresher-worker-" + number);
            setDaemon(true);
        }

        @Override
        public void run() {
            while (!closed) {
                takePieces();
                long until = System.nanoTime() + SPIN_NANOS;
                while (idle() && !closed) {
                    if (System.nanoTime() < until) {
                        Thread.onSpinWait();
                    } else {
                        park();
                    }
                }
            }
        }

        private void park() {
            parked = true;
            while (idle() && !closed) { // looked at again after the flag is up, so a wake-up cannot be missed
                LockSupport.park(Workers.this);
            }
            parked = false;
        }
    }
}
