package dev.thresher.app.cli;

import dev.thresher.datasets.Progress;
import java.util.Objects;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bars for work that tells how far it is: one bar for each thing that is being done, one after the other. */
final class Bars implements Progress, AutoCloseable {
    private static final int INTERVAL_MS = 150;

    private final Surroundings surroundings;
    private final boolean quiet;
    private ProgressBar bar;
    private String shown;

    private Bars(Surroundings surroundings, boolean quiet) {
        this.surroundings = surroundings;
        this.quiet = quiet;
    }

    /** Bars on standard error, if it is a terminal; lines where it is none; nothing if {@code quiet}. */
    static Bars on(Surroundings surroundings, boolean quiet) {
        return new Bars(surroundings, quiet);
    }

    /** A bar as this program draws them. */
    static ProgressBarBuilder builder(Surroundings surroundings, String name, long total) {
        boolean unicode = surroundings.err().charset().newEncoder().canEncode('█');
        return ProgressBar.builder()
                .setTaskName(name)
                .setInitialMax(total)
                .setUpdateIntervalMillis(INTERVAL_MS)
                .setStyle(unicode ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(surroundings.err(), surroundings.columns()));
    }

    @Override
    public synchronized void update(String what, long done, long total) {
        update(what, done, total, 1, "");
    }

    /** As {@link #update(String, long, long)}, for amounts counted in {@code unit}s of that many. */
    synchronized void update(String what, long done, long total, long unitSize, String unit) {
        if (quiet) {
            return;
        }
        if (!Objects.equals(what, shown)) {
            close();
            shown = what;
            if (surroundings.terminal()) {
                bar = builder(surroundings, what, total).setUnit(unit, unitSize).build();
            } else {
                surroundings.err().println(what);
            }
        }
        if (bar != null) {
            bar.maxHint(total);
            bar.stepTo(done);
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
