package dev.thresher.app.window.run;

import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.FloatColumn;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.StepLog;
import dev.thresher.engine.run.RecordedRun;
import java.util.List;

/**
 * The quiet numbers of the header, read off a run at one moment and written for people.
 *
 * @param progress share of all steps done, 0 … 1
 * @param layers what is kept of each masked layer, in the network's order
 */
public record RunReading(double progress, String epoch, String step, String timeLeft, String speed, String remaining,
                         String accuracy, String device, List<LayerReading> layers) {
    /** Before a run. */
    public static final RunReading NONE = new RunReading(0, Texts.UNKNOWN, Texts.UNKNOWN, Texts.UNKNOWN, Texts.UNKNOWN,
            Texts.UNKNOWN, Texts.UNKNOWN, Texts.UNKNOWN, List.of());

    public RunReading {
        layers = List.copyOf(layers);
    }

    /** A run of this process. */
    static RunReading live(TrainingSession session, ResetCount resets) {
        int done = session.step();
        int total = session.totalSteps();
        double left = session.state().ended() ? Double.NaN : session.secondsLeft();
        return of(session.log(), resets, done, total, Texts.duration(left),
                Texts.rate(session.stepsPerSecond()), session.device());
    }

    /** A run opened from its folder. */
    static RunReading recorded(RecordedRun run, ResetCount resets, double stepsPerSecond) {
        return of(run.log(), resets, run.log().steps().size(), run.provenance().plannedSteps(), Texts.UNKNOWN,
                Texts.rate(stepsPerSecond), run.provenance().device());
    }

    private static RunReading of(RunLog log, ResetCount resets, int done, int total, String timeLeft, String speed,
                                 String device) {
        resets.update(log.events());
        int epochs = log.epochs().size();
        EpochRow last = epochs == 0 ? null : log.epochs().get(epochs - 1);
        StepLog steps = log.steps();
        return new RunReading(total > 0 ? Math.min(1, (double) done / total) : 0,
                epoch(log), total > 0 ? Texts.count(done) + " of " + Texts.count(total) : Texts.count(done),
                timeLeft, speed,
                Texts.percent(latest(steps, steps.column(StepLog.MODEL_REMAINING))),
                last == null ? Texts.UNKNOWN : Texts.percent(last.testAccuracy()), device,
                steps.layers().stream().map(name -> new LayerReading(name,
                        latest(steps, steps.column(StepLog.remaining(name))), resets.of(name))).toList());
    }

    private static String epoch(RunLog log) {
        StepLog steps = log.steps();
        if (steps.size() == 0) {
            return Texts.UNKNOWN;
        }
        int epoch = Math.round(steps.column(StepLog.EPOCH).get(steps.size() - 1));
        return log.experiment().steps() == null ? epoch + " of " + log.experiment().epochs() : Integer.toString(epoch);
    }

    private static double latest(StepLog steps, FloatColumn column) {
        int size = steps.size();
        return size == 0 ? Double.NaN : column.get(size - 1);
    }
}
