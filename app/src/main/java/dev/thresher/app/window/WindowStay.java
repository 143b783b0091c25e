package dev.thresher.app.window;

import dev.thresher.app.measure.WindowHours;
import dev.thresher.app.window.run.RunPhase;
import dev.thresher.app.window.run.RunViewModel;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.Experiment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.stage.Stage;

/** A training in the window for a long time, with all charts in sight: what it holds in memory, others watch. */
public final class WindowStay {
    private final Experiment experiment;
    private final DataFolders folders;
    private final Path work;
    private final Consumer<String> progress;

    /** @param work an empty folder for runs and settings; the caller removes it */
    public WindowStay(Experiment experiment, DataFolders folders, Path work, Consumer<String> progress) {
        this.experiment = experiment.withEpochs(100_000);
        this.folders = folders;
        this.work = work;
        this.progress = progress;
    }

    /** Runs on a thread of its own, with the toolkit started. */
    public WindowHours run(double minutes) throws InterruptedException {
        Workbench workbench = FxThread.call(() -> {
            Workbench made = new Workbench(new Stage(), new WindowOptions(experiment, null), folders, work.resolve("settings"));
            made.model().experiment().run.runs.value().set(work.resolve("runs").toString());
            made.show();
            return made;
        });
        try {
            RunViewModel run = workbench.model().run();
            FxThread.run(workbench.model()::start);
            FxThread.await(() -> run.phase().get() == RunPhase.RUNNING, 20);
            List<Double> speeds = new ArrayList<>();
            for (double left = minutes; left > 0; left--) {
                int before = run.log().get().steps().size();
                long from = System.nanoTime();
                Thread.sleep((long) (60_000 * Math.min(1, left)));
                speeds.add((run.log().get().steps().size() - before) * 1e9 / (System.nanoTime() - from));
                progress.accept("minute %d: %,.0f steps a second".formatted(speeds.size(), speeds.getLast()));
            }
            int steps = run.log().get().steps().size();
            FxThread.run(run::stop);
            FxThread.await(() -> run.phase().get() == RunPhase.STOPPED && run.end().isDone(), 20);
            return new WindowHours(steps, speeds);
        } finally {
            FxThread.run(workbench::close);
        }
    }
}
