package dev.thresher.app.window;

import java.time.Duration;

/** Ticks when a test says so. */
public final class HandTicker implements Ticker {
    private Runnable action;
    public Duration period;

    @Override
    public void start(Duration every, Runnable work) {
        period = every;
        action = work;
    }

    @Override
    public void stop() {
        action = null;
    }

    @Override
    public HandTicker another() {
        return new HandTicker();
    }

    public boolean running() {
        return action != null;
    }

    public void tick() {
        action.run();
    }
}
