package dev.thresher.engine.run;

import dev.thresher.engine.log.RunState;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the run of a folder can go on as things are, told without changing anything in it. */
public enum Continuation {
    POSSIBLE,
    /** A run holds the folder, of this process or another. */
    BEING_WRITTEN,
    /** It went all the way. */
    FINISHED,
    /** It ended before its first checkpoint. */
    NO_CHECKPOINT;

    /**
     * Looks at a folder.
     *
     * @throws dev.thresher.datasets.UserError where the summary is damaged, or the folder cannot be read
     */
    public static Continuation of(Path folder) {
        if (RunLock.taken(folder)) {
            return BEING_WRITTEN;
        }
        Path summary = folder.resolve(RunFolder.SUMMARY);
        if (Files.isRegularFile(summary) && RunJson.read(summary, Summary.class).state() == RunState.FINISHED) {
            return FINISHED;
        }
        return Files.isRegularFile(folder.resolve(RunFolder.CHECKPOINT)) ? POSSIBLE : NO_CHECKPOINT;
    }
}
