package dev.thresher.engine.analysis;

import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.PlannedChange;
import dev.thresher.engine.log.FloatColumn;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.StepLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the remaining ratio of one layer answers a change of the learning rate, by the schedule, by plan or by hand: the paper's section 4.3 sees the
 * output layer recover, and the others hardly move, when the rate decays.
 *
 * <p>The change happens after step s: step s is the last at the old rate. Its answer lasts until step e, the last step before anything
 * else is changed (learning rate, α, frozen masks) or the last of the run so far. With a window of w = {@value #WINDOW} steps,
 * <ul>
 * <li>{@code before} is the mean of the ratio over the last steps up to s, at most w, and none from before the change before;
 * <li>{@code after} is the mean over the last steps up to e, at most w, and none up to s: with a later change that is where the layer
 *     had come to by then, else where it is now;
 * <li>{@code change} = after − before;
 * <li>{@code stepsToHalf} is the least n such that the ratio of step s + n has gone at least half of that way, n ≤ e − s;
 *     {@link #NONE} where |change| is below {@value #LEAST}, too little to speak of a way.
 * </ul>
 *
 * @param step s
 * @param rateBefore learning rate of step s
 * @param rateAfter learning rate of step s + 1
 * @param cause what changed it
 * @param before kept fraction, 0 … 1
 * @param after kept fraction, 0 … 1; NaN before step s + 1
 * @param change after − before; NaN before step s + 1
 * @param steps e − s
 * @param stepsToHalf at least 1, or {@link #NONE}
 * @param settled whether a later change has ended the answer
 * @param resets how often the layer's thresholds were reset within it: then its numbers tell of the reset
 * @param others the change of every other masked layer, by the same windows, in the network's order
 */
public record DecayAnswer(int step, double rateBefore, double rateAfter, Cause cause, double before, double after, double change,
                          int steps, int stepsToHalf, boolean settled, int resets, Map<String, Double> others) {
    /** Steps that a ratio is averaged over. */
    public static final int WINDOW = 100;
    /** A change smaller than this, a twentieth of a percentage point, has no half. */
    public static final double LEAST = 5e-4;
    public static final int NONE = 0;

    /** What changed the learning rate; where several did after the same step, the last of these. */
    public enum Cause {
        SCHEDULE,
        /** One of the experiment's {@link Experiment#changes() planned changes}. */
        PLAN,
        /** The user, while the run went on. */
        HAND
    }

    public DecayAnswer {
        others = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    /**
     * The answers of a layer to all changes of the learning rate, in their order; a change before the first step has none.
     *
     * @param layer a masked layer of the run
     */
    public static List<DecayAnswer> of(RunLog log, String layer) {
        int size = log.steps().size();
        List<Change> changes = changes(log, size);
        List<DecayAnswer> answers = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (change.cause != null) {
                int from = i == 0 ? 0 : changes.get(i - 1).step;
                boolean last = i + 1 == changes.size();
                answers.add(answer(log, layer, change, from, last ? size : changes.get(i + 1).step, !last));
            }
        }
        return answers;
    }

    /** @param cause null where the rate stayed */
    private record Change(int step, Cause cause, double rate) {
    }

    /** One for each step after which something was changed, within the steps that are there. */
    private static List<Change> changes(RunLog log, int size) {
        List<Change> changes = new ArrayList<>();
        for (RunEvent event : log.events().all()) {
            boolean rate = event.kind() == RunEvent.Kind.DECAY || event.kind() == RunEvent.Kind.LEARNING_RATE;
            boolean other = event.kind() == RunEvent.Kind.ALPHA || event.kind() == RunEvent.Kind.FREEZE
                    || event.kind() == RunEvent.Kind.UNFREEZE;
            if (!rate && !other || event.step() < 1 || event.step() > size) {
                continue;
            }
            Change before = !changes.isEmpty() && changes.getLast().step == event.step() ? changes.removeLast() : null;
            Cause cause = rate ? cause(log.experiment(), event) : null;
            if (before != null && before.cause != null && (cause == null || before.cause.compareTo(cause) > 0)) {
                cause = before.cause;
            }
            changes.add(new Change(event.step(), cause,
                    rate ? number(event.detail()) : before == null ? Double.NaN : before.rate));
        }
        return changes;
    }

    private static Cause cause(Experiment experiment, RunEvent event) {
        if (event.kind() == RunEvent.Kind.DECAY) {
            return Cause.SCHEDULE;
        }
        PlannedChange asked = new PlannedChange(event.step(), PlannedChange.Kind.LEARNING_RATE, number(event.detail()));
        return experiment.changes().contains(asked) ? Cause.PLAN : Cause.HAND;
    }

    private static double number(String detail) {
        try {
            return Double.parseDouble(detail);
        } catch (NumberFormatException _) {
            return Double.NaN; // of a log that was edited by hand
        }
    }

    private static DecayAnswer answer(RunLog log, String layer, Change change, int from, int to, boolean settled) {
        StepLog steps = log.steps();
        int s = change.step;
        double before = before(steps, layer, from, s);
        double after = after(steps, layer, s, to);
        Map<String, Double> others = new LinkedHashMap<>();
        for (String other : steps.layers()) {
            if (!other.equals(layer)) {
                others.put(other, after(steps, other, s, to) - before(steps, other, from, s));
            }
        }
        FloatColumn rates = steps.column(StepLog.LEARNING_RATE);
        double rateAfter = to > s ? rates.get(s) : change.rate;
        return new DecayAnswer(s, rates.get(s - 1), rateAfter, change.cause, before, after, after - before, to - s,
                stepsToHalf(steps.column(StepLog.remaining(layer)), s, to, before, after), settled, resets(log, layer, s, to), others);
    }

    private static double before(StepLog steps, String layer, int from, int s) {
        return mean(steps.column(StepLog.remaining(layer)), Math.max(from, s - WINDOW), s);
    }

    private static double after(StepLog steps, String layer, int s, int to) {
        return mean(steps.column(StepLog.remaining(layer)), Math.max(s, to - WINDOW), to);
    }

    /** Over steps {@code from + 1} to {@code to}; NaN over none. */
    private static double mean(FloatColumn ratio, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += ratio.get(i);
        }
        return to > from ? sum / (to - from) : Double.NaN;
    }

    private static int stepsToHalf(FloatColumn ratio, int s, int to, double before, double after) {
        double way = after - before;
        if (!(Math.abs(way) >= LEAST)) {
            return NONE;
        }
        for (int i = s; i < to; i++) {
            if ((ratio.get(i) - before) / way >= 0.5) {
                return i - s + 1;
            }
        }
        return NONE;
    }

    private static int resets(RunLog log, String layer, int s, int to) {
        return (int) log.events().all().stream().filter(event -> event.kind() == RunEvent.Kind.RESET && event.detail().equals(layer)
                && event.step() > s && event.step() <= to).count();
    }
}
