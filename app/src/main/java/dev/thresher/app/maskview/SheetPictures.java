package dev.thresher.app.maskview;

import dev.thresher.app.masks.SheetPainter;
import dev.thresher.app.masks.SheetView;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.scene.image.ImageView;

/**
 * Keeps a picture of a sheet up to date: paints on the executor, one picture at a time, shows on the JavaFX thread. What is asked for
 * while one is painted comes to one more. All methods on the JavaFX thread.
 */
final class SheetPictures {
    /** What is to be painted; {@code device} pixels of the screen to one of JavaFX's. */
    private record Job(SheetPainter painter, SheetView view, double width, double height, double device) {
    }

    private final ImageView target;
    private final SheetFrame[] frames = new SheetFrame[3]; // so that neither the one shown nor the one before it is painted into
    private Executor executor = Runnable::run;
    private Runnable shown = () -> { };
    private int turn;
    private boolean painting;
    private Job next;

    SheetPictures(ImageView target) {
        this.target = target;
    }

    void setExecutor(Executor executor) {
        this.executor = executor;
    }

    /** @param heard hears of every picture that is shown */
    void setOnShown(Runnable heard) {
        shown = heard;
    }

    void paint(SheetPainter painter, SheetView view, double width, double height, double device) {
        next = new Job(painter, view, width, height, device);
        if (!painting) {
            begin();
        }
    }

    private void begin() {
        Job job = next;
        next = null;
        painting = true;
        turn = (turn + 1) % frames.length;
        SheetFrame frame = SheetFrame.fitting(frames[turn], (int) Math.ceil(job.width() * job.device()), (int) Math.ceil(job.height() * job.device()));
        frames[turn] = frame;
        SheetView view = new SheetView(job.view().left(), job.view().top(), job.view().scale() * job.device());
        executor.execute(() -> {
            try {
                job.painter().paint(view, frame.width(), frame.height(), frame.data());
                Platform.runLater(() -> show(frame, job.device()));
            } catch (RuntimeException | Error e) {
                // A fault of the program: the next picture may be painted, and the JavaFX thread's handler hears of it.
                Platform.runLater(() -> {
                    painting = false;
                    throw e;
                });
            }
        });
    }

    private void show(SheetFrame frame, double device) {
        painting = false;
        target.setImage(frame.updated());
        target.setFitWidth(frame.width() / device);
        target.setFitHeight(frame.height() / device);
        shown.run();
        if (next != null) {
            begin();
        }
    }
}
