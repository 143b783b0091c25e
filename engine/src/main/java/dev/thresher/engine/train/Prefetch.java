package dev.thresher.engine.train;

import dev.thresher.datasets.Batch;
import java.util.concurrent.locks.LockSupport;

/**
 * Fills batches ahead of their use, on a thread of its own, into a ring of a few that is made once. One thread takes them,
 * in order. A step of a small network takes a fraction of a millisecond, so whoever takes spins briefly before it
 * parks, the filling thread is woken only when half of the ring is free again, and handing over allocates nothing.
 */
final class Prefetch implements AutoCloseable {
    /** Fills batches. */
    interface Source {
        /** Fills in the batch with this number; called in their order, by one thread. */
        void fill(int number, Batch batch);
    }

    private static final int FEWEST = 3; // one being used, one ready, one being filled
    private static final int MOST = 8;
    private static final long BYTES = 16 << 20;
    private static final long SPIN_NANOS = 50_000;

    private final Source source;
    private final Batch[] ring;
    private Pass pass; // null where none is under way
    private long nanosWaited;

    Prefetch(int features, int batchSize, Source source) {
        this.source = source;
        long bytes = 4L * features * Batch.padded(batchSize);
        ring = new Batch[(int) Math.clamp(BYTES / Math.max(1, bytes), FEWEST, MOST)];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = new Batch(features, batchSize);
        }
    }

    /** Begins to fill batches {@code first} … {@code end − 1}. */
    void begin(int first, int end) {
        close();
        pass = new Pass(first, end);
        pass.start();
    }

    /**
     * The next batch; it is filled again after the next call. What went wrong while it was filled is thrown here, once all
     * before it have been taken.
     */
    Batch next() {
        return pass.next();
    }

    /** How long {@link #next()} has waited, in all passes. */
    double secondsWaited() {
        return nanosWaited / 1e9;
    }

    /** Ends the pass; nothing is being filled any more when this returns. */
    @Override
    public void close() {
        if (pass != null) {
            pass.end();
            pass = null;
        }
    }

    private final class Pass extends Thread {
        private final int end;
        private int taken;             // batches taken; the taker's own
        private volatile int returned; // batches taken and done with
        private volatile int filled;
        private volatile Throwable failure;
        private volatile boolean ended;
        private volatile boolean parked;
        private volatile Thread waiting; // whoever is parked for a batch

        Pass(int first, int end) {
            super("thresher-feed");
            setDaemon(true);
            this.end = end;
            taken = first;
            returned = first;
            filled = first;
        }

        @Override
        public void run() {
            try {
                for (int number = filled; number < end && !ended; number++) {
                    awaitRoom(number);
                    if (!ended) {
                        source.fill(number, ring[number % ring.length]);
                        filled = number + 1;
                        LockSupport.unpark(waiting);
                    }
                }
            } catch (Throwable thrown) {
                failure = thrown;
                LockSupport.unpark(waiting);
            }
        }

        private void awaitRoom(int number) {
            if (number - returned < ring.length) {
                return;
            }
            parked = true;
            while (number - returned > ring.length / 2 && !ended) { // looked at again after the flag is up: no wake-up is missed
                LockSupport.park(Prefetch.this);
            }
            parked = false;
        }

        Batch next() {
            returned = taken;
            if (parked && filled - taken <= ring.length / 2) {
                LockSupport.unpark(this);
            }
            if (filled <= taken) {
                long began = System.nanoTime();
                await(began + SPIN_NANOS);
                nanosWaited += System.nanoTime() - began;
            }
            return ring[taken++ % ring.length];
        }

        private void await(long spinUntil) {
            while (filled <= taken) {
                if (failure != null && filled <= taken) {
                    throw failure();
                }
                if (System.nanoTime() < spinUntil) {
                    Thread.onSpinWait();
                } else {
                    waiting = Thread.currentThread();
                    if (filled <= taken && failure == null) {
                        LockSupport.park(Prefetch.this);
                    }
                    waiting = null;
                }
            }
        }

        private RuntimeException failure() {
            if (failure instanceof Error error) {
                throw error;
            }
            return (RuntimeException) failure; // a source has no other way to fail
        }

        void end() {
            ended = true;
            LockSupport.unpark(this);
            boolean interrupted = false;
            while (isAlive()) {
                try {
                    join();
                } catch (InterruptedException _) {
                    interrupted = true; // whoever gave it must not keep reading: told to the caller when the thread has ended
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
