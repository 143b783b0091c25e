package dev.thresher.engine.backend.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A few persistent threads that share out the pieces of one task at a time. A training step of a small network takes
 * a fraction of a millisecond, so workers spin briefly between tasks before they park, and handing out a task
 * allocates nothing.
 *
 * <p>Half of the threads begin with the first pieces, half with the last: where pieces of several tasks stand for the same rows, a thread finds
 * in its cache what it wrote. Which thread takes which piece is left to chance all the same; a task whose pieces write apart from each other
 * gives the same bits for any number of threads.
 */
final class Workers implements AutoCloseable {
    /** A task in numbered pieces that do not depend on each other. */
    interface Task {
        void run(int piece);
    }

    private static final long SPIN_NANOS = 100_000;
    private static final int BITS = 20;
    private static final int MAX_PIECES = (1 << BITS) - 1;
    private static final long FIRST = 1;
    private static final long LAST = 1L << BITS;

    // pieces | how many were taken from the end | and from the beginning, 20 bits each: a claim is one compare-and-set, and from a task
    // that has ended nothing can be claimed
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
        state.set((long) pieces << 2 * BITS);
        for (Worker helper : helpers) {
            if (helper.parked) {
                LockSupport.unpark(helper);
            }
        }
        takePieces(FIRST);
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

    /** @param from {@link #FIRST} or {@link #LAST} */
    private void takePieces(long from) {
        while (true) {
            long seen = state.get();
            if (left(seen) <= 0) {
                return;
            }
            if (state.compareAndSet(seen, seen + from)) {
                // the claim keeps run() from returning: the task cannot have changed since
                try {
                    task.run(from == FIRST ? taken(seen, FIRST) : pieces(seen) - 1 - taken(seen, LAST));
                } catch (Throwable thrown) {
                    failure = thrown;
                } finally {
                    done.incrementAndGet();
                }
            }
        }
    }

    private static int taken(long state, long from) {
        return (int) (state / from & MAX_PIECES);
    }

    private static int pieces(long state) {
        return (int) (state >>> 2 * BITS);
    }

    private static int left(long state) {
        return pieces(state) - taken(state, FIRST) - taken(state, LAST);
    }

    private boolean idle() {
        return left(state.get()) <= 0;
    }

    @Override
    public void close() {
        closed = true;
        for (Worker helper : helpers) {
            LockSupport.unpark(helper);
        }
    }

    private final class Worker extends Thread {
        private final long from;
        private volatile boolean parked;

        Worker(int number) {
            super("thresher-worker-" + number);
            from = number % 2 == 0 ? FIRST : LAST;
            setDaemon(true);
        }

        @Override
        public void run() {
            while (!closed) {
                takePieces(from);
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
