package dev.thresher.engine.backend.cpu;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Which of two ways is faster for one operation of one weight: over all entries, which takes the same time at any density, or over the
 * non-zeros, which takes less the fewer there are. Both give the same bits, so what has to be computed anyway is timed: a trial
 * lets the two take turns for some dozen calls.
 *
 * <p>Densities are told apart in steps of a quarter. Each has a trial of its own, which goes on where it was left when the density comes
 * back; below one at which the non-zeros won they win, above one at which they lost they lose. So nothing flaps where the density moves to
 * and fro. A verdict may be wrong, of code not compiled yet or on a busy machine: all are given anew after some seconds,
 * and those near the border after ten times as long, and so on.
 */
final class Crossover {
    private static final double NEVER_PAYS = 0.48; // no trial from here on
    private static final double STEP = 1.25;
    private static final int STEPS = 24;           // the lowest begins below a third of a percent
    private static final int NEAR_BORDER = 3;      // steps: half or twice the density
    private static final double MARGIN = 0.97;     // of the dense time, which winning takes
    private static final long WARM_UP_NANOS = 200_000_000; // in which the compiler gets to what runs
    private static final long FIRST_LOOK_BACK = 500_000_000L;
    private static final long SECOND_LOOK_BACK = 3_000_000_000L;
    private static final long LONGEST_USE = 10_000_000L;   // from call to call
    private static final int LOOK_BACK_LATER = 10; // times as late as the one before
    private static final int WARM_UP_CALLS = 4;
    private static final int LEAST_CALLS = 3;
    private static final int ENOUGH_CALLS = 8;
    private static final long ENOUGH_NANOS = 20_000_000;

    private static final int DENSE = 0;
    private static final int SPARSE = 1;

    private final int columns;
    private final LongSupplier clock;
    private int won = -1;      // highest step at which the non-zeros won
    private int lost = STEPS;  // lowest at which they lost
    private int step;
    private int taken = DENSE;

    private boolean trying;
    private int warmUps;
    private long firstTried;
    private final int[][] calls = new int[2][STEPS];
    private final long[][] nanos = new long[2][STEPS];
    private final long[][] least = new long[2][STEPS];
    private long began;
    private long called; // when the last call was
    private long used;   // nanoseconds
    private long settled; // in use
    private long lookBack = FIRST_LOOK_BACK;

    /** @param columns of the right operand: an evaluation's batch may lie on another side of the crossover */
    Crossover(int columns) {
        this(columns, System::nanoTime);
    }

    Crossover(int columns, LongSupplier clock) {
        this.columns = columns;
        this.clock = clock;
        called = clock.getAsLong();
    }

    int columns() {
        return columns;
    }

    /** Whether a list of the non-zeros would be of use at this density: also where it lost, once that is to be looked at again. */
    boolean wants(double at) {
        return step(at) < lost || mayPay(at) && lookBackDue();
    }

    /** A density at which a weight that was never multiplied yet should have its non-zeros listed. */
    static boolean mayPay(double at) {
        return at < NEVER_PAYS;
    }

    private static int step(double at) {
        return at >= NEVER_PAYS ? STEPS : Math.max(0, STEPS - 1 - (int) (Math.log(NEVER_PAYS / at) / Math.log(STEP)));
    }

    /** Before a call: whether it goes over the non-zeros. */
    boolean sparse(double at) {
        step = step(at);
        long now = clock.getAsLong();
        used += Math.min(now - called, LONGEST_USE);
        called = now;
        if (lookBackDue()) {
            lookBack();
        }
        trying = step > won && step < lost;
        if (!trying) {
            taken = step <= won ? SPARSE : DENSE;
            return taken == SPARSE;
        }
        taken = warm() ? next() : 1 - taken;
        began = clock.getAsLong();
        if (warmUps == 0) {
            firstTried = began;
        }
        return taken == SPARSE;
    }

    /** By turns, until one has been timed often enough. */
    private int next() {
        if (enough(DENSE) || enough(SPARSE)) {
            return enough(DENSE) ? SPARSE : DENSE;
        }
        return calls[SPARSE][step] <= calls[DENSE][step] ? SPARSE : DENSE;
    }

    private boolean warm() {
        return warmUps >= WARM_UP_CALLS && clock.getAsLong() - firstTried >= WARM_UP_NANOS;
    }

    private boolean lookBackDue() {
        return (won >= 0 || lost < STEPS) && used - settled > lookBack;
    }

    private void lookBack() {
        boolean early = lookBack <= SECOND_LOOK_BACK;
        won = early ? -1 : Math.max(-1, won - NEAR_BORDER);
        warmUps = early ? 0 : warmUps; // what lost may have been called too seldom to be compiled
        lost = early ? STEPS : Math.min(STEPS, lost + NEAR_BORDER);
        Arrays.fill(calls[DENSE], 0);
        Arrays.fill(calls[SPARSE], 0);
        settled = used;
        lookBack = lookBack == FIRST_LOOK_BACK ? SECOND_LOOK_BACK : lookBack * LOOK_BACK_LATER;
    }

    /** After that call. */
    void done() {
        if (!trying) {
            return;
        }
        long now = clock.getAsLong();
        if (!warm()) {
            warmUps++;
            return;
        }
        count(now - began);
        if (enough(DENSE) && enough(SPARSE)) {
            settled = used;
            if (least[SPARSE][step] < MARGIN * least[DENSE][step]) {
                won = step;
            } else {
                lost = step;
            }
        }
    }

    private void count(long time) {
        boolean first = calls[taken][step]++ == 0;
        nanos[taken][step] = first ? time : nanos[taken][step] + time;
        least[taken][step] = first ? time : Math.min(least[taken][step], time);
    }

    private boolean enough(int way) {
        return calls[way][step] >= ENOUGH_CALLS || calls[way][step] >= LEAST_CALLS && nanos[way][step] >= ENOUGH_NANOS;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("%d columns: sparse up to %.3f, dense from %.3f; trials, ms sparse and dense:".formatted(columns,
                density(won + 1), density(lost)));
        for (int i = 0; i < STEPS; i++) {
            if (calls[DENSE][i] > 0 && calls[SPARSE][i] > 0) {
                text.append(" %.3f: %.4f %.4f;".formatted(density(i), least[SPARSE][i] / 1e6, least[DENSE][i] / 1e6));
            }
        }
        return text.toString();
    }

    /** Where a step begins. */
    private static double density(int step) {
        return step == 0 ? 0 : NEVER_PAYS / Math.pow(STEP, STEPS - step);
    }
}
