package dev.thresher.app.window;

import dev.thresher.datasets.UserError;
import java.util.function.Supplier;

/** Work off the window's thread, of which the user hears where it fails: what they can mend in one line, a fault of the program as such. */
public record Background(WindowThreads threads, Problems problems) {
    /**
     * Does work, and then on the window's thread what it gives back.
     *
     * @param refusal the title of what the user can mend
     * @param doing what is told of a fault: "repeating a run"
     */
    public void run(String refusal, String doing, Supplier<Runnable> work) {
        run(refusal, doing, work, () -> { });
    }

    /** The same. @param failed done on the window's thread where it fails, before that is told */
    public void run(String refusal, String doing, Supplier<Runnable> work, Runnable failed) {
        threads.background().execute(() -> {
            try {
                threads.ui().execute(work.get());
            } catch (UserError e) {
                threads.ui().execute(failed);
                problems.tell(refusal, e.getMessage());
            } catch (RuntimeException | Error e) {
                threads.ui().execute(failed);
                problems.unexpected(doing, e);
            }
        });
    }
}
