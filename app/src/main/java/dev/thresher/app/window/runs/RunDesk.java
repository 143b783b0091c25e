package dev.thresher.app.window.runs;

import dev.thresher.engine.experiment.Experiment;
import java.nio.file.Path;
import java.util.List;

/** What the window does with recorded runs. On the window's thread. */
public interface RunDesk {
    /** The folder that new runs are kept in. */
    Path runsFolder();

    /** Shows a run on the Train page. */
    void open(Path run);

    /** Trains a new run with these settings, and shows it. */
    void repeat(Experiment experiment);

    /** Goes on with a run from its last checkpoint, and shows it. */
    void resume(Path run, Experiment experiment);

    /** Puts runs beside each other on the Compare page. */
    void compare(List<Path> runs);

    /** Says something that the user may wave away. */
    void say(String line);
}
