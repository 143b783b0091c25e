package dev.thresher.app.window;

import java.time.Duration;

/** Calls the window back at a steady pace; tests tick by hand. */
public interface Ticker {
    /** Runs {@code action} on the window's thread every {@code period}, in place of whatever was run before. */
    void start(Duration period, Runnable action);

    /** Ends the calls; none comes after this returns, if it is called on the window's thread. */
    void stop();

    /** One more, for other work at a pace of its own; it ends with this one. */
    Ticker another();
}
