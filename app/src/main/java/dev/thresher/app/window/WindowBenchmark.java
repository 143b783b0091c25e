package dev.thresher.app.window;

import dev.thresher.app.measure.WindowTimes;
import dev.thresher.app.window.run.RunPhase;
import dev.thresher.app.window.run.RunViewModel;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import javafx.application.Platform;
import javafx.stage.Stage;

/**
 * Trains the same experiment by turns beside an idle window and in it, and times the window's answers. The presses are
 * those of the view model: what a button does, without the robot.
 */
public final class WindowBenchmark {
    /** How long it measures: so many rounds of both kinds, each with so many seconds of warm-up and of counting. */
    record Plan(int rounds, double warmUpSeconds, double seconds) {
        static final Plan USUAL = new Plan(5, 3, 6);
    }

    private final Experiment experiment;
    private final DataFolders folders;
    private final Path work;
    private final Consumer<String> progress;
    private final Plan plan;
    private final ConcurrentLinkedQueue<Double> waits = new ConcurrentLinkedQueue<>();
    private final List<double[]> answers = new ArrayList<>(); // start, first step, pause, resume, stop of each round
    private Workbench workbench;

    /**
     * @param work an empty folder for runs and settings; the caller removes it
     * @param progress hears what is being measured
     */
    public WindowBenchmark(Experiment experiment, DataFolders folders, Path work, Consumer<String> progress) {
        this(experiment, folders, work, progress, Plan.USUAL);
    }

    WindowBenchmark(Experiment experiment, DataFolders folders, Path work, Consumer<String> progress, Plan plan) {
        this.plan = plan;
        this.experiment = experiment.withEpochs(100_000);
        this.folders = folders;
        this.work = work;
        this.progress = progress;
    }

    /** Runs on a thread of its own, with the toolkit started. */
    public WindowTimes run() throws IOException, InterruptedException {
        Dataset dataset = DatasetCatalogue.load(experiment.data().dataset(), folders, Progress.NONE);
        Stage stage = FxThread.call(Stage::new);
        workbench = FxThread.call(() -> {
            Workbench made = new Workbench(stage, new WindowOptions(experiment, null), folders, work.resolve("settings"));
            made.model().experiment().run.runs.value().set(work.resolve("runs").toString());
            made.show();
            return made;
        });
        try {
            List<Double> without = new ArrayList<>();
            List<Double> with = new ArrayList<>();
            progress.accept("once, to warm up");
            alone(dataset);
            inWindow();
            answers.clear();
            waits.clear();
            for (int round = 1; round <= plan.rounds(); round++) {
                progress.accept("round %d of %d: beside an idle window".formatted(round, plan.rounds()));
                without.add(alone(dataset));
                progress.accept("round %d of %d: in the window".formatted(round, plan.rounds()));
                with.add(inWindow());
            }
            return times(without, with);
        } finally {
            FxThread.call(() -> {
                stage.close();
                workbench.close();
                return null;
            });
        }
    }

    private double alone(Dataset dataset) throws InterruptedException {
        Path folder = RunFolder.freshName(work.resolve("alone"), experiment);
        try (Trainer trainer = new Trainer(experiment, dataset, RunFolder.create(folder, experiment, dataset.checksum()))) {
            Thread thread = Thread.ofPlatform().name("thresher-training").start(trainer::run);
            double speed = speed(trainer, Trainer::step);
            trainer.stop();
            thread.join();
            return speed;
        }
    }

    private double inWindow() throws InterruptedException {
        RunViewModel run = workbench.model().run();
        RunLog last = run.log().get();
        double start = answer(workbench.model()::start, () -> run.phase().get() != RunPhase.EMPTY && run.live());
        long pressed = System.nanoTime();
        await(() -> run.log().get() != last && steps(run) > 0);
        double firstStep = start + (System.nanoTime() - pressed) / 1e6;
        Thread heart = Thread.ofPlatform().daemon().name("thresher-heartbeat").start(this::listen);
        double speed = speed(run, WindowBenchmark::steps);
        heart.interrupt();
        heart.join();
        double pause = answer(run::pause, () -> run.phase().get() == RunPhase.PAUSED);
        int paused = steps(run);
        double resume = answer(run::resume, () -> steps(run) > paused);
        double stop = answer(run::stop, () -> run.phase().get() == RunPhase.STOPPED);
        answers.add(new double[] {start, firstStep, pause, resume, stop});
        return speed;
    }

    private static int steps(RunViewModel run) {
        RunLog log = run.log().get();
        return log == null ? 0 : log.steps().size();
    }

    private <T> double speed(T of, ToIntFunction<T> steps) throws InterruptedException {
        Thread.sleep((long) (1000 * plan.warmUpSeconds()));
        int before = steps.applyAsInt(of);
        long from = System.nanoTime();
        Thread.sleep((long) (1000 * plan.seconds()));
        return (steps.applyAsInt(of) - before) * 1e9 / (System.nanoTime() - from);
    }

    /** Presses on the window's thread and waits for the answer; milliseconds. */
    private static double answer(Runnable press, BooleanSupplier answered) throws InterruptedException {
        long from = System.nanoTime();
        FxThread.run(press);
        await(answered);
        return (System.nanoTime() - from) / 1e6;
    }

    private static void await(BooleanSupplier answered) throws InterruptedException {
        FxThread.await(answered::getAsBoolean, 1);
    }

    /** Asks the window's thread about twenty times a second, at odd moments, and notes how long it took to listen. */
    private void listen() {
        try {
            while (!Thread.interrupted()) {
                Thread.sleep(ThreadLocalRandom.current().nextInt(20, 80));
                long asked = System.nanoTime();
                Platform.runLater(() -> waits.add((System.nanoTime() - asked) / 1e6));
            }
        } catch (InterruptedException _) {
            // the round is over
        }
    }

    private WindowTimes times(List<Double> without, List<Double> with) {
        double[] sorted = waits.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new WindowTimes(without, with, median(with) / median(without), median(0), median(1), median(2), median(3),
                median(4), sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1],
                sorted.length == 0 ? Double.NaN : sorted[(int) (0.99 * (sorted.length - 1))]);
    }

    private double median(int answer) {
        return median(answers.stream().map(round -> round[answer]).toList());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
