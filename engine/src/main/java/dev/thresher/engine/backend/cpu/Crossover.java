package dev.thresher.engine.backend.cpu;

/**
 * Which of two ways is faster for one operation of one weight: over all entries, which takes the same time at any density, or over the
 * non-zeros, which takes less the fewer there are. Both give the same bits, so what has to be computed anyway is timed: a trial
 * lets the two take turns for some dozen calls.
 *
 * <p>What trials found holds from then on: below a density at which the non-zeros won they win, above one at which they lost they lose.
 * Between the two, the way taken last is kept, unless the gap is so wide that another trial is worth it. So the choice
 * does not flap where the density moves to and fro. An early verdict may be wrong, of code not compiled yet or on a busy machine: it
 * is looked at again after some seconds, then after ten times as long, and so on.
 */
final class Crossover {
    private static final double NEVER_PAYS = 0.6; // trials begin a gap below
    private static final double GAP = 1.25;
    private static final double MARGIN = 0.97;    // of the dense time, which winning takes
    private static final long WARM_UP_NANOS = 200_000_000; // in which the compiler gets to what runs
    private static final long FIRST_LOOK_BACK = 3_000_000_000L;
    private static final int LOOK_BACK_LATER = 10; // times as late as the one before
    private static final int WARM_UP_CALLS = 4;
    private static final int LEAST_CALLS = 3;
    private static final int ENOUGH_CALLS = 8;
    private static final long ENOUGH_NANOS = 20_000_000;

    private static final int DENSE = 0;
    private static final int SPARSE = 1;

    private final int columns;
    private double won;
    private double lost = NEVER_PAYS;
    private int taken = DENSE;
    private double density;

    private boolean trying;
    private long tryingSince;
    private int warmUps;
    private final int[] calls = new int[2];
    private final long[] nanos = new long[2];
    private final long[] least = new long[2];
    private long began;
    private long settled;
    private long lookBack = FIRST_LOOK_BACK;

    /** @param columns of the right operand: an evaluation's batch may lie on another side of the crossover */
    Crossover(int columns) {
        this.columns = columns;
    }

    int columns() {
        return columns;
    }

    /** Whether a list of the non-zeros would be of use at this density. */
    boolean wants(double at) {
        return at <= won || at < lost && (taken == SPARSE || worthTrying(at));
    }

    /** A density at which a weight that was never multiplied yet should have its non-zeros listed. */
    static boolean mayPay(double at) {
        return at <= NEVER_PAYS / GAP;
    }

    private boolean worthTrying(double at) {
        return trying && at > won && at < lost || at >= won * GAP && at * GAP <= lost;
    }

    /** Before a call: whether it goes over the non-zeros. */
    boolean sparse(double at) {
        density = at;
        if (!trying && at < NEVER_PAYS && System.nanoTime() - settled > lookBack && (won > 0 || lost < NEVER_PAYS)) {
            won = 0;
            lost = NEVER_PAYS;
            lookBack *= LOOK_BACK_LATER;
        }
        if (at <= won || at >= lost) {
            trying = false;
            taken = at <= won ? SPARSE : DENSE;
            return taken == SPARSE;
        }
        if (!worthTrying(at)) {
            return taken == SPARSE;
        }
        if (!trying) {
            trying = true;
            warmUps = 0;
            tryingSince = System.nanoTime();
        }
        taken = 1 - taken;
        began = System.nanoTime();
        return taken == SPARSE;
    }

    /** After that call. */
    void done() {
        if (!trying) {
            return;
        }
        long now = System.nanoTime();
        if (warmUps < WARM_UP_CALLS || now - tryingSince < WARM_UP_NANOS) {
            warmUps++;
            calls[DENSE] = 0;
            calls[SPARSE] = 0;
            return;
        }
        count(now - began);
        if (enough(DENSE) && enough(SPARSE)) {
            trying = false;
            settled = now;
            taken = least[SPARSE] < MARGIN * least[DENSE] ? SPARSE : DENSE;
            if (taken == SPARSE) {
                won = density;
            } else {
                lost = density;
            }
        }
    }

    private void count(long time) {
        boolean first = calls[taken]++ == 0;
        nanos[taken] = first ? time : nanos[taken] + time;
        least[taken] = first ? time : Math.min(least[taken], time);
    }

    private boolean enough(int way) {
        return calls[way] >= ENOUGH_CALLS || calls[way] >= LEAST_CALLS && nanos[way] >= ENOUGH_NANOS;
    }

    @Override
    public String toString() {
        return "%d columns: %s; sparse up to %.3f, dense from %.3f (last trial: %.4f ms sparse, %.4f ms dense)".formatted(columns,
                taken == SPARSE ? "sparse" : "dense", won, lost, least[SPARSE] / 1e6, least[DENSE] / 1e6);
    }
}
