package dev.thresher.app.window;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;

/**
 * Ticks on the JavaFX thread. A timer of its own, not an animation: a running animation makes JavaFX pulse sixty times
 * a second, and that much processor is the training's.
 */
public final class FxTicker implements Ticker, AutoCloseable {
    private final ScheduledExecutorService timer;
    private ScheduledFuture<?> ticking;
    private Object current;

    public FxTicker() {
        this(Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("thresher-ticker").factory()));
    }

    private FxTicker(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    @Override
    public Ticker another() {
        return new FxTicker(timer);
    }

    @Override
    public void start(Duration period, Runnable action) {
        stop();
        Object ticket = new Object();
        current = ticket;
        AtomicBoolean waiting = new AtomicBoolean();
        ticking = timer.scheduleAtFixedRate(() -> {
            // A window that is busy gets one tick when it is free, not all those it missed.
            if (waiting.compareAndSet(false, true)) {
                Platform.runLater(() -> {
                    waiting.set(false);
                    if (current == ticket) {
                        action.run();
                    }
                });
            }
        }, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        if (ticking != null) {
            ticking.cancel(false);
            ticking = null;
            current = null;
        }
    }

    @Override
    public void close() {
        stop();
        timer.shutdownNow();
    }
}
