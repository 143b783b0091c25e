package dev.thresher.app.window.run;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.run.Continuation;
import java.nio.file.Path;

/**
 * Whether the run of a folder can go on in this window.
 *
 * @param problem why it cannot, one line for people; empty if it can
 * @param wentAllTheWay whether there is only nothing left to train: with more epochs it can go further
 * @param beingWritten whether it cannot because it is going on already
 */
record Resumption(String problem, boolean wentAllTheWay, boolean beingWritten) {
    /** Looks at a folder that no trainer of this window writes. */
    static Resumption of(Path folder) {
        try {
            Continuation continuation = Continuation.of(folder);
            return new Resumption(switch (continuation) {
                case POSSIBLE -> "";
                case BEING_WRITTEN -> "Another process is training this run: wait for its end, or stop it first";
                case FINISHED -> "This run went all the way: there is nothing left to train";
                case NO_CHECKPOINT -> "This run ended before its first checkpoint: start it anew";
            }, continuation == Continuation.FINISHED, continuation == Continuation.BEING_WRITTEN);
        } catch (UserError e) {
            return new Resumption(e.getMessage(), false, false);
        }
    }
}
