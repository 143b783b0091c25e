package dev.thresher.app.cli;

/** How the user's wish to stop (Ctrl-C, or the system's own) reaches a running command. */
@FunctionalInterface
public interface Interrupts {
    /** While open, an interruption is taken care of; what is to be said and written must be so before it is closed. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Calls {@code stop} once, on another thread, if the user interrupts before the watch is closed. */
    Watch watch(Runnable stop);
}
