package dev.thresher.engine.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Times calls by turns, so that what disturbs the machine disturbs all of them alike and their ratios hold: first each is called until
 * the compiler has little left to do, then each has its turn in every round.
 */
final class Turns {
    /** One of the things compared. */
    interface Turn {
        /** Sets up for the calls that follow; not timed. */
        default void prepare() {
            // most need nothing
        }

        void call();

        /** Waits for what the calls have begun; timed with them. */
        default void end() {
            // most are done when a call returns
        }
    }

    /**
     * What was measured of one of them.
     *
     * @param means milliseconds a call in each round, in their order
     * @param allocatedBytes that all threads allocated in one call; of the round with the least
     */
    record Samples(double[] means, long allocatedBytes) {
        Timing timing() {
            return Timing.of(means);
        }

        /** Median over the rounds of how many milliseconds longer a call took here than there. */
        double longerThan(Samples other) {
            double[] differences = new double[means.length];
            Arrays.setAll(differences, i -> means[i] - other.means[i]);
            Arrays.sort(differences);
            return Timing.median(differences);
        }
    }

    /** Hears how long it will go on. */
    interface Watch {
        void secondsLeft(double seconds);
    }

    private static final int MOST_ROUNDS = 9;
    private static final int LEAST_ROUNDS = 3;
    private static final int MOST_WARM_UPS = 5;
    private static final int LEAST_WARM_UPS = 2;
    private static final double COMPILING_SHARE = 0.05; // of a warm-up's time: what it is less than when the code has settled
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
    private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final LongSupplier allocated;
    private final double seconds;
    private double processors = Double.NaN;

    /**
     * @param seconds that each is measured for, about; one that takes long gets {@value #LEAST_ROUNDS} calls at least
     * @param allocated bytes that the process has allocated until now
     */
    Turns(double seconds, LongSupplier allocated) {
        this.seconds = seconds;
        this.allocated = allocated;
    }

    /** What each took, in the order given. */
    List<Samples> measure(List<? extends Turn> turns, Watch watch) {
        double[] callSeconds = warmUp(turns, watch);
        double slowest = Arrays.stream(callSeconds).max().orElseThrow();
        double slice = seconds / MOST_ROUNDS;
        int rounds = (int) Math.clamp((long) (seconds / Math.max(slice, slowest)), LEAST_ROUNDS, MOST_ROUNDS);
        int[] calls = Arrays.stream(callSeconds).mapToInt(call -> (int) Math.max(1, Math.round(slice / call))).toArray();
        double round = 0;
        for (int i = 0; i < calls.length; i++) {
            round += calls[i] * callSeconds[i];
        }
        double[][] means = new double[turns.size()][rounds];
        long[] bytes = new long[turns.size()];
        Arrays.fill(bytes, Long.MAX_VALUE);
        long processorTime = 0;
        long time = 0;
        for (int r = 0; r < rounds; r++) {
            watch.secondsLeft((rounds - r) * round);
            for (int i = 0; i < turns.size(); i++) {
                Turn turn = turns.get(i);
                turn.prepare();
                long before = allocated.getAsLong();
                long processorStart = SYSTEM.getProcessCpuTime();
                long start = System.nanoTime();
                for (int n = 0; n < calls[i]; n++) {
                    turn.call();
                }
                turn.end();
                long took = System.nanoTime() - start;
                processorTime += SYSTEM.getProcessCpuTime() - processorStart;
                time += took;
                means[i][r] = took / 1e6 / calls[i];
                bytes[i] = Math.min(bytes[i], (allocated.getAsLong() - before) / calls[i]);
            }
        }
        processors = processorTime > 0 && time > 0 ? (double) processorTime / time : Double.NaN;
        Samples[] samples = new Samples[turns.size()];
        Arrays.setAll(samples, i -> new Samples(means[i], bytes[i]));
        return List.of(samples);
    }

    /** How many processors all threads of this process had, on average, while the last calls were timed; NaN where nobody can tell. */
    double processors() {
        return processors;
    }

    /** Calls all until little is compiled any more. @return seconds a call of each */
    private double[] warmUp(List<? extends Turn> turns, Watch watch) {
        double[] callSeconds = new double[turns.size()];
        for (int pass = 0; pass < MOST_WARM_UPS; pass++) {
            long compiling = COMPILER.getTotalCompilationTime();
            long start = System.nanoTime();
            for (int i = 0; i < turns.size(); i++) {
                turns.get(i).prepare();
                callSeconds[i] = calledFor(turns.get(i), seconds / MOST_WARM_UPS);
            }
            double took = (System.nanoTime() - start) / 1e9;
            watch.secondsLeft(Math.max(0, LEAST_WARM_UPS - pass - 1) * took + measuring(callSeconds));
            boolean settled = COMPILER.getTotalCompilationTime() - compiling < COMPILING_SHARE * 1e3 * took;
            if (settled && pass + 1 >= LEAST_WARM_UPS) {
                break;
            }
        }
        return callSeconds;
    }

    private double measuring(double[] callSeconds) {
        return Arrays.stream(callSeconds).map(call -> Math.max(seconds, LEAST_ROUNDS * call)).sum();
    }

    /** Calls for about that many seconds. @return seconds a call */
    private static double calledFor(Turn turn, double seconds) {
        long start = System.nanoTime();
        int calls = 0;
        do {
            turn.call();
            calls++;
        } while (System.nanoTime() - start < seconds * 1e9);
        turn.end();
        return (System.nanoTime() - start) / 1e9 / calls;
    }
}
