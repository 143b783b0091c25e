package dev.thresher.app.chartview;

import dev.thresher.app.chart.ChartGeometry;
import dev.thresher.app.chart.ChartRenderer;
import dev.thresher.app.chart.ViewState;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.image.ImageView;
import javafx.util.Duration;

/**
 * Keeps an image up to date: draws on the executor, one drawing at a time, shows on the JavaFX thread. Requests while a
 * drawing is under way, or too soon after one, come to one. All methods on the JavaFX thread.
 */
final class DrawLoop {
    /** What to draw next; null while there is nothing to draw on. */
    record Job(ChartRenderer renderer, ViewState view, double width, double height, double scale) {
    }

    private final Executor executor;
    private final ImageView target;
    private final Supplier<Job> jobs;
    private final BiConsumer<Job, ChartGeometry> shown;
    private final Pace pace = new Pace();
    private final PauseTransition later = new PauseTransition();
    /** Three, so that neither the one on screen nor the one before it, which may still be on its way there, is drawn into. */
    private final Frame[] frames = new Frame[3];
    private int turn;
    private boolean wanted;
    private boolean urgent;
    private boolean drawing;

    DrawLoop(Executor executor, ImageView target, Supplier<Job> jobs, BiConsumer<Job, ChartGeometry> shown) {
        this.executor = executor;
        this.target = target;
        this.jobs = jobs;
        this.shown = shown;
        later.setOnFinished(event -> next());
    }

    /** @param now whether the user waits for it, so that no pause is kept */
    void request(boolean now) {
        wanted = true;
        urgent |= now;
        if (!drawing) {
            next();
        }
    }

    private void next() {
        if (drawing || !wanted) {
            return;
        }
        long wait = urgent ? 0 : pace.waiting(System.nanoTime());
        if (wait > 0) {
            later.setDuration(Duration.millis(Math.ceil(wait / 1e6)));
            later.playFromStart();
            return;
        }
        Job job = jobs.get();
        if (job == null) {
            return;
        }
        later.stop();
        wanted = false;
        urgent = false;
        drawing = true;
        turn = (turn + 1) % frames.length;
        Frame frame = Frame.fitting(frames[turn], job.width(), job.height(), job.scale());
        frames[turn] = frame;
        executor.execute(() -> draw(job, frame));
    }

    private void draw(Job job, Frame frame) {
        long start = System.nanoTime();
        try {
            ChartGeometry geometry = frame.draw(g -> job.renderer().drawScreen(g, job.view(), job.width(), job.height(), job.scale()));
            long took = System.nanoTime() - start;
            Platform.runLater(() -> show(frame, job, geometry, took));
        } catch (RuntimeException | Error e) {
            // A fault of the program: the loop goes on, and the JavaFX thread's handler hears of it.
            Platform.runLater(() -> {
                drawing = false;
                throw e;
            });
        }
    }

    private void show(Frame frame, Job job, ChartGeometry geometry, long took) {
        drawing = false;
        pace.drawn(System.nanoTime(), took);
        target.setImage(frame.updated());
        target.setFitWidth(frame.width() / job.scale());
        target.setFitHeight(frame.height() / job.scale());
        shown.accept(job, geometry);
        next();
    }
}
