package dev.thresher.app.window;

import dev.thresher.app.measure.Busy;
import dev.thresher.app.measure.WindowFrames;
import dev.thresher.app.window.run.RunPhase;
import dev.thresher.app.window.run.RunViewModel;
import dev.thresher.app.window.run.Sessions;
import dev.thresher.app.window.run.TrainingSession;
import dev.thresher.app.window.view.SystemChoosers;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.train.Trainer;
import dev.thresher.engine.train.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;

/** Times the window's thread, and a training beside it, while the Train page draws runs of many series and points. */
public final class FrameBenchmark {
    /** So many rounds of all three kinds, each with so many seconds of warm-up and of counting. */
    record Plan(int rounds, double warmUpSeconds, double seconds) {
        static final Plan USUAL = new Plan(5, 1.5, 2.5);
    }

    /** One round in the window: steps a second, and what the window used meanwhile. */
    private record Counted(double speed, Busy busy) {
    }

    private static final int QUESTIONS_A_MOVE = 15; // the pointer moves about twenty times a second

    private final Experiment experiment;
    private final DataFolders folders;
    private final Path work;
    private final Consumer<String> progress;
    private final Plan plan;
    private Workbench workbench;
    private Stage stage;
    private int series;
    private int points;

    /** @param work an empty folder for runs and settings; the caller removes it */
    public FrameBenchmark(Experiment experiment, DataFolders folders, Path work, Consumer<String> progress) {
        this(experiment, folders, work, progress, Plan.USUAL);
    }

    FrameBenchmark(Experiment experiment, DataFolders folders, Path work, Consumer<String> progress, Plan plan) {
        this.experiment = experiment.withEpochs(100_000);
        this.folders = folders;
        this.work = work;
        this.progress = progress;
        this.plan = plan;
    }

    private Sessions loaded(Sessions real) {
        return new Sessions() {
            @Override
            public TrainingSession open(Experiment chosen, Path runs, Progress loading) {
                return new LoadedSession(real.open(chosen, runs, loading), series, points);
            }

            @Override
            public TrainingSession resume(Path runFolder, Integer epochs, Progress loading) {
                return real.resume(runFolder, epochs, loading);
            }
        };
    }

    /** Runs on a thread of its own, with the toolkit started; all numbers of series with all numbers of points. */
    public WindowFrames run(List<Integer> allSeries, List<Integer> allPoints) throws IOException, InterruptedException {
        Dataset dataset = TrainingData.load(experiment.data(), folders, Progress.NONE);
        stage = FxThread.call(Stage::new);
        workbench = FxThread.call(() -> {
            Workbench made = new Workbench(stage, new WindowOptions(experiment, null), folders, work.resolve("settings"), this::loaded, new SystemChoosers(stage));
            made.model().experiment().run.runs.value().set(work.resolve("runs").toString());
            made.show();
            return made;
        });
        try {
            List<WindowFrames.Row> rows = new ArrayList<>();
            series = allSeries.getFirst();
            points = allPoints.getFirst();
            progress.accept("once, to warm up");
            alone(dataset);
            pointedAt(new WindowPulse(this::move));
            for (int count : allPoints) {
                for (int curves : allSeries) {
                    series = curves;
                    points = count;
                    progress.accept("%d series of %,d points".formatted(series, points));
                    rows.add(measure(dataset));
                }
            }
            return new WindowFrames(rows);
        } finally {
            FxThread.run(() -> {
                stage.close();
                workbench.close();
            });
        }
    }

    private WindowFrames.Row measure(Dataset dataset) throws InterruptedException {
        List<Double> alone = new ArrayList<>();
        List<WindowFrames.Shown> looked = new ArrayList<>();
        List<WindowFrames.Shown> pointed = new ArrayList<>();
        WindowPulse pulse = new WindowPulse(this::move);
        for (int round = 0; round < plan.rounds; round++) {
            double speed = alone(dataset);
            alone.add(speed);
            looked.add(beside(speed, lookedAt()));
            pointed.add(beside(speed, pointedAt(pulse)));
        }
        return new WindowFrames.Row(series, points, median(alone, speed -> speed), median(looked), median(pointed), pulse.waits(), pulse.work());
    }

    private static WindowFrames.Shown beside(double alone, Counted counted) {
        return new WindowFrames.Shown(counted.speed, counted.speed / alone, counted.busy);
    }

    private double alone(Dataset dataset) throws InterruptedException {
        Path folder = RunFolder.freshName(work.resolve("alone"), experiment);
        try (Trainer trainer = new Trainer(experiment, dataset, RunFolder.create(folder, experiment, dataset.checksum()))) {
            Thread thread = Thread.ofPlatform().name("thresher-training").start(trainer::run);
            Thread.sleep((long) (1000 * plan.warmUpSeconds));
            double speed = speed(trainer::step);
            trainer.stop();
            thread.join();
            return speed;
        }
    }

    /** Nobody points, nobody asks: most of the time a researcher only looks. */
    private Counted lookedAt() throws InterruptedException {
        IntSupplier steps = begin();
        Counted counted = count(steps);
        end();
        return counted;
    }

    private Counted pointedAt(WindowPulse pulse) throws InterruptedException {
        IntSupplier steps = begin();
        pulse.start();
        Counted counted = count(steps);
        pulse.close();
        end();
        return counted;
    }

    private Counted count(IntSupplier steps) throws InterruptedException {
        WindowThreadTimes before = WindowThreadTimes.now();
        double speed = speed(steps);
        return new Counted(speed, WindowThreadTimes.now().since(before));
    }

    /** Starts a run in the window and waits until it is warm; tells its steps. */
    private IntSupplier begin() throws InterruptedException {
        RunViewModel run = workbench.model().run();
        FxThread.run(workbench.model()::start);
        FxThread.await(() -> run.phase().get() == RunPhase.RUNNING, 5);
        Thread.sleep((long) (1000 * plan.warmUpSeconds));
        return () -> run.log().get().steps().size();
    }

    private void end() throws InterruptedException {
        RunViewModel run = workbench.model().run();
        FxThread.run(run::stop);
        FxThread.await(() -> run.phase().get() == RunPhase.STOPPED && run.end().isDone(), 5);
    }

    private double speed(IntSupplier steps) throws InterruptedException {
        int before = steps.getAsInt();
        long from = System.nanoTime();
        Thread.sleep((long) (1000 * plan.seconds));
        return (steps.getAsInt() - before) * 1e9 / (System.nanoTime() - from);
    }

    /** Moves the pointer over the chart now and then; the next question waits for it. */
    private void move(int question) {
        if (question % QUESTIONS_A_MOVE == 0) {
            double across = 0.2 + 0.6 * (question / QUESTIONS_A_MOVE % 40) / 40;
            Platform.runLater(() -> point(across));
        }
    }

    private void point(double across) {
        Node sheet = stage.getScene().getRoot().lookup("#chart-sheet");
        if (sheet != null) {
            double x = across * sheet.getLayoutBounds().getWidth();
            double y = 0.5 * sheet.getLayoutBounds().getHeight();
            Point2D screen = sheet.localToScreen(x, y);
            sheet.fireEvent(new MouseEvent(MouseEvent.MOUSE_MOVED, x, y, screen.getX(), screen.getY(), null, 0, false, false, false, false,
                    false, false, false, false, false, false, null));
        }
    }

    private static WindowFrames.Shown median(List<WindowFrames.Shown> rounds) {
        Busy busy = rounds.stream().map(WindowFrames.Shown::busy).sorted(Comparator.comparingDouble(Busy::all)).toList().get(rounds.size() / 2);
        return new WindowFrames.Shown(median(rounds, WindowFrames.Shown::speed), median(rounds, WindowFrames.Shown::kept), busy);
    }

    private static <T> double median(List<T> rounds, ToDoubleFunction<T> of) {
        return rounds.stream().mapToDouble(of).sorted().toArray()[rounds.size() / 2];
    }
}
