package dev.thresher.app.window.queue;

import dev.thresher.app.chart.Numbers;
import dev.thresher.app.window.run.Texts;
import dev.thresher.app.window.run.TrainingSession;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import java.nio.file.Path;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** A run in the queue. Its properties change on the window's thread only. */
public final class QueuedRun {
    private final Experiment experiment;
    private final Path runs;
    private final ReadOnlyObjectWrapper<QueueState> state = new ReadOnlyObjectWrapper<>(QueueState.WAITING);
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
    private final ReadOnlyStringWrapper detail = new ReadOnlyStringWrapper("");
    /** Where it is recorded; null before it began. */
    volatile Path folder;
    /** Null while there is none to command. Set on the window's thread, read by whoever ends the program. */
    volatile TrainingSession session;
    /** Asked for while it was loading. */
    volatile boolean givenUp;

    QueuedRun(Experiment experiment, Path runs) {
        this.experiment = experiment;
        this.runs = runs;
    }

    public Experiment experiment() {
        return experiment;
    }

    /** What is to be remembered of it. */
    QueueFile.Entry entry() {
        return new QueueFile.Entry(experiment, runs.toAbsolutePath().toString(), folder == null ? null : folder.toAbsolutePath().toString());
    }

    /** The folder in which it gets a folder of its own. */
    Path runs() {
        return runs;
    }

    /** {@code α = 5e-4, seed 1}. */
    public String label() {
        return (experiment.method().kind() == MethodKind.DENSE ? "dense" : "α = " + Numbers.text(experiment.method().alpha()))
                + ", seed " + experiment.seed();
    }

    public ReadOnlyObjectProperty<QueueState> state() {
        return state.getReadOnlyProperty();
    }

    /** Share of its steps done, 0 … 1. */
    public ReadOnlyDoubleProperty progress() {
        return progress.getReadOnlyProperty();
    }

    /** Time left while it trains, what is loaded before, how it ended after; may be empty. */
    public ReadOnlyStringProperty detail() {
        return detail.getReadOnlyProperty();
    }

    /** Where it is recorded; null before it began. */
    public Path folder() {
        return folder;
    }

    void become(QueueState now, String why) {
        state.set(now);
        detail.set(why == null ? "" : why);
        if (now == QueueState.FINISHED || now == QueueState.FOUND) {
            progress.set(1);
        }
    }

    /** Reads the trainer's numbers. */
    void look() {
        TrainingSession running = session;
        if (running != null && state.get() == QueueState.TRAINING) {
            int total = running.totalSteps();
            progress.set(total > 0 ? Math.min(1, (double) running.step() / total) : 0);
            String left = Texts.duration(running.secondsLeft());
            detail.set(left.equals(Texts.UNKNOWN) ? "" : left + " left");
        }
    }

    void say(String what) {
        if (state.get() == QueueState.LOADING) {
            detail.set(what);
        }
    }
}
