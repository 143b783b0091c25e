package dev.thresher.engine.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * How long one call takes, over several rounds of many calls each.
 *
 * @param median of the rounds' means, the figure to quote; milliseconds
 * @param min of the rounds' means, milliseconds
 * @param max of the rounds' means, milliseconds
 */
public record Timing(double median, double min, double max) {
    /** Rounds that are timed; each lasts at least {@link #ROUND_NANOS}. */
    private static final int ROUNDS = 9;
    private static final long ROUND_NANOS = 150_000_000;
    private static final long WARM_UP_NANOS = 1_000_000_000;
    private static final int LONGEST_WARM_UP = 20; // stretches
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    /** Times {@code call} once the compiler has nothing left to do for it. */
    static Timing of(Runnable call) {
        int perRound = 1;
        for (int stretch = 0; stretch < LONGEST_WARM_UP; stretch++) {
            long compiling = COMPILER.getTotalCompilationTime();
            perRound = callsPerRound(call);
            if (stretch > 0 && COMPILER.getTotalCompilationTime() - compiling < WARM_UP_NANOS / 1_000_000 / 20) {
                break;
            }
        }
        double[] means = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long from = System.nanoTime();
            for (int i = 0; i < perRound; i++) {
                call.run();
            }
            means[round] = (System.nanoTime() - from) / 1e6 / perRound;
        }
        Arrays.sort(means);
        return new Timing(means[ROUNDS / 2], means[0], means[ROUNDS - 1]);
    }

    /** Calls for about a second, and tells how many calls fill a round at that speed. */
    private static int callsPerRound(Runnable call) {
        int calls = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < WARM_UP_NANOS) {
            call.run();
            calls++;
        }
        return (int) Math.max(1, calls * ROUND_NANOS / (System.nanoTime() - start));
    }

    /** Billions of floating-point operations a second, if one call does {@code operations} of them; of the median. */
    double gigaflops(double operations) {
        return operations / (median * 1e6);
    }
}
