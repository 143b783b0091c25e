package dev.thresher.engine.backend.cpu;

import java.util.concurrent.atomic.AtomicInteger;
import jdk.incubator.vector.FloatVector;

/**
 * What a kernel could reach at best: fused multiply-adds on registers alone, by one thread or several at once. The greatest of many
 * short rounds, since other work on the machine can only slow them down. In each round the threads wait for each other before they begin:
 * else one thread might do the work of all while the others sleep.
 */
public final class FmaPeak {
    private static final int ROUNDS = 300; // without a better one
    private static final int STEPS = 1 << 15; // of a round; about a tenth of a millisecond, so that some are left alone
    private static final int CHAINS = 10;     // as many as latency times units of any processor we know

    private final AtomicInteger arrived = new AtomicInteger();
    private final Workers.Task task = this::run;
    private final Workers workers;
    private final float[] out;
    private final long[] begun; // nanoseconds, one a thread
    private final long[] ended;

    FmaPeak(Workers workers) {
        this.workers = workers;
        out = new float[workers.threads() * Lanes.COUNT];
        begun = new long[workers.threads()];
        ended = new long[workers.threads()];
    }

    /** Billions of floating-point operations a second of this many threads together, two for each multiply-add and lane. */
    public static double gigaflops(int threads) {
        double best = 0;
        try (Workers workers = new Workers(threads)) {
            FmaPeak peak = new FmaPeak(workers);
            for (int since = 0; since < ROUNDS; since++) {
                double now = peak.round();
                since = now > 1.02 * best ? 0 : since; // compiled at last, or undisturbed at last
                best = Math.max(best, now);
            }
        }
        return best;
    }

    /** One round: what all threads did, by the time from the first one's begin to the last one's end. */
    double round() {
        arrived.set(0);
        workers.run(task, begun.length);
        long first = begun[0];
        long last = ended[0];
        for (int thread = 1; thread < begun.length; thread++) {
            first = Math.min(first, begun[thread]);
            last = Math.max(last, ended[thread]);
        }
        return 2.0 * CHAINS * STEPS * out.length / (last - first);
    }

    /** One thread's part. Each thread takes one, since none returns for a second before all have arrived. */
    private void run(int thread) {
        arrived.incrementAndGet();
        while (arrived.get() < begun.length) {
            Thread.onSpinWait();
        }
        begun[thread] = System.nanoTime();
        chains(out, thread * Lanes.COUNT);
        ended[thread] = System.nanoTime();
    }

    private static void chains(float[] out, int at) {
        FloatVector a = FloatVector.broadcast(Lanes.SPECIES, 0.5f);
        FloatVector b = FloatVector.broadcast(Lanes.SPECIES, 1f);
        FloatVector s0 = b;
        FloatVector s1 = b;
        FloatVector s2 = b;
        FloatVector s3 = b;
        FloatVector s4 = b;
        FloatVector s5 = b;
        FloatVector s6 = b;
        FloatVector s7 = b;
        FloatVector s8 = b;
        FloatVector s9 = b;
        for (int i = 0; i < STEPS; i++) {
            s0 = s0.fma(a, b);
            s1 = s1.fma(a, b);
            s2 = s2.fma(a, b);
            s3 = s3.fma(a, b);
            s4 = s4.fma(a, b);
            s5 = s5.fma(a, b);
            s6 = s6.fma(a, b);
            s7 = s7.fma(a, b);
            s8 = s8.fma(a, b);
            s9 = s9.fma(a, b);
        }
        s0.add(s1).add(s2).add(s3).add(s4).add(s5).add(s6).add(s7).add(s8).add(s9).intoArray(out, at);
    }
}
