package dev.thresher.engine.train;

import dev.thresher.datasets.Batch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Fills batches ahead of their use, on a thread of its own, into a ring of a few that is made once. One thread takes them,
 * in order. A step of a small network takes a fraction of a millisecond, so whoever takes spins briefly before it
 * parks, the filling thread is woken only when half of the ring is free again, and handing over allocates nothing. On a busy
 * machine the filling thread may get no processor in time: then whoever takes fills the batch itself.
 */
final class Prefetch implements AutoCloseable {
    /** Fills batches. */
    interface Source {
        /** Fills in the batch with this number. Two threads may fill different batches at a time. */
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

    /** @param room makes the batches, all of one size */
    Prefetch(Supplier<Batch> room, Source source) {
        this.source = source;
        Batch first = room.get();
        ring = new Batch[(int) Math.clamp(BYTES / Math.max(1, first.bytes()), FEWEST, MOST)];
        ring[0] = first;
        for (int i = 1; i < ring.length; i++) {
            ring[i] = room.get();
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
        private final AtomicInteger claimed;     // the next batch that nobody fills or has filled
        private final AtomicIntegerArray filled; // for each place of the ring, one more than the number of the batch in it
        private int taken;                       // batches taken; the taker's own
        private volatile int returned;           // batches taken and done with
        private volatile Throwable failure;
        private volatile boolean ended;
        private volatile boolean parked;
        private volatile Thread waiting;         // whoever is parked for a batch

        Pass(int first, int end) {
            super("thresher-feed");
            setDaemon(true);
            this.end = end;
            claimed = new AtomicInteger(first);
            filled = new AtomicIntegerArray(ring.length);
            taken = first;
            returned = first;
        }

        @Override
        public void run() {
            for (int number = claimed.get(); number < end && !ended && failure == null; number = claimed.get()) {
                awaitRoom(number);
                if (!ended && claimed.compareAndSet(number, number + 1)) {
                    fill(number);
                    LockSupport.unpark(waiting);
                }
            }
        }

        private void fill(int number) {
            int place = number % ring.length;
            try {
                source.fill(number, ring[place]);
                filled.set(place, number + 1);
            } catch (Throwable thrown) {
                failure = thrown;
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
            if (parked && claimed.get() - taken <= ring.length / 2) {
                LockSupport.unpark(this);
            }
            if (!ready()) {
                long began = System.nanoTime();
                if (claimed.compareAndSet(taken, taken + 1)) {
                    fill(taken);
                }
                await(began + SPIN_NANOS);
                nanosWaited += System.nanoTime() - began;
            }
            return ring[taken++ % ring.length];
        }

        private boolean ready() {
            return filled.get(taken % ring.length) == taken + 1;
        }

        private void await(long spinUntil) {
            while (!ready()) {
                if (failure != null && !ready()) {
                    throw failure();
                }
                if (System.nanoTime() < spinUntil) {
                    Thread.onSpinWait();
                } else {
                    waiting = Thread.currentThread();
                    if (!ready() && failure == null) {
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
