package dev.thresher.app.cli;

import dev.thresher.engine.log.AppendLog;
import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.StepLog;
import dev.thresher.engine.train.Trainer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;

/** A bar that redraws itself: share done, step, time left, steps a second, loss, remaining ratio, last test accuracy. */
final class TrainingBar implements TrainingDisplay.View {
    /** Columns from which on words are spelt out beside a bar of a useful length. */
    private static final int ROOMY = 110;

    private final Trainer trainer;
    private final ProgressBar bar;
    private final boolean wide;

    TrainingBar(Trainer trainer, Surroundings surroundings) {
        this.trainer = trainer;
        this.wide = surroundings.columns() >= ROOMY;
        this.bar = Bars.builder(surroundings, "", trainer.totalSteps())
                .setEtaFunction(_ -> secondsLeft())
                .build();
    }

    private Optional<Duration> secondsLeft() {
        double seconds = trainer.secondsLeft();
        return Double.isFinite(seconds) ? Optional.of(Duration.ofMillis((long) (1000 * seconds))) : Optional.empty();
    }

    @Override
    public void update() {
        bar.stepTo(trainer.step());
        bar.setExtraMessage(message());
    }

    private String message() {
        StepLog steps = trainer.log().steps();
        AppendLog<EpochRow> epochs = trainer.log().epochs();
        int last = steps.size() - 1;
        if (last < 0) {
            return "";
        }
        int evaluated = epochs.size();
        String accuracy = evaluated == 0 ? "" : String.format(Locale.ROOT, wide ? "  test %.1f %%" : " test %.1f%%",
                100 * epochs.get(evaluated - 1).testAccuracy());
        return String.format(Locale.ROOT, wide ? " %4.0f/s  loss %.3f  remaining %.1f %%" : " %.0f/s loss %.2f left %.1f%%",
                trainer.stepsPerSecond(), steps.column(StepLog.LOSS).get(last),
                100 * steps.column(StepLog.MODEL_REMAINING).get(last)) + accuracy;
    }

    @Override
    public void close() {
        bar.close();
    }
}
