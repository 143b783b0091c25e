package dev.thresher.app.cli;

import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.train.Trainer;
import java.io.PrintStream;
import java.util.Locale;

/** A line an epoch, for logs and pipes. */
final class EpochLines implements TrainingDisplay.View {
    private final Trainer trainer;
    private final PrintStream out;
    private int shown;

    EpochLines(Trainer trainer, PrintStream out) {
        this.trainer = trainer;
        this.out = out;
    }

    @Override
    public void update() {
        for (EpochRow row : trainer.log().epochs().from(shown)) {
            out.printf(Locale.ROOT, "epoch %d: step %,d, loss %.4f, test accuracy %s, remaining %s, %s%n", row.epoch(), row.step(),
                    row.trainLoss(), Texts.percent(row.testAccuracy()), Texts.percent(row.modelRemaining()),
                    Texts.duration(row.seconds()));
            shown++;
        }
    }

    @Override
    public void close() {
        out.flush();
    }
}
