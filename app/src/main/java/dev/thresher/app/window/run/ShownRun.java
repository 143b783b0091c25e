package dev.thresher.app.window.run;

import dev.thresher.engine.log.RunLog;
import java.nio.file.Path;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;

/** What the window says of a run, whoever trains it. On the window's thread only. */
final class ShownRun {
    final ReadOnlyObjectWrapper<RunPhase> phase = new ReadOnlyObjectWrapper<>(RunPhase.EMPTY);
    final ReadOnlyObjectWrapper<RunLog> log = new ReadOnlyObjectWrapper<>();
    final ReadOnlyObjectWrapper<RunReading> reading = new ReadOnlyObjectWrapper<>(RunReading.NONE);
    final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    final ReadOnlyObjectWrapper<Path> folder = new ReadOnlyObjectWrapper<>();
    final ReadOnlyStringWrapper resumeProblem = new ReadOnlyStringWrapper("");
    private boolean wentAllTheWay;

    boolean live() {
        return phase.get().live();
    }

    /** Whether it can go on from its folder. */
    void say(Resumption now) {
        wentAllTheWay = now.wentAllTheWay();
        resumeProblem.set(now.problem());
    }

    boolean canGoOn() {
        return ended() && resumeProblem.get().isEmpty();
    }

    boolean canGoFurther() {
        return ended() && wentAllTheWay && log.get().experiment().steps() == null;
    }

    private boolean ended() {
        return !live() && folder.get() != null && log.get() != null;
    }

    /** A trainer is at work in this folder. */
    void trained(TrainingSession session) {
        message.set("");
        log.set(session.log());
        folder.set(session.folder());
    }

    /** What a folder says. */
    void recorded(RunFollower.Shown shown) {
        phase.set(shown.phase());
        message.set(shown.message());
        folder.set(shown.folder());
        if (log.get() != shown.log()) {
            log.set(shown.log());
        }
        reading.set(shown.reading());
        say(shown.resumption());
    }

    /** No run. */
    void empty() {
        phase.set(RunPhase.EMPTY);
        message.set("");
        log.set(null);
        folder.set(null);
        say(new Resumption("", false, false));
        reading.set(RunReading.NONE);
    }
}
