package dev.thresher.app.window;

import dev.thresher.app.measure.TourPlan;
import dev.thresher.app.window.run.RunPhase;
import dev.thresher.app.window.settings.Theme;
import dev.thresher.datasets.AtomicFile;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.ScheduleConfig;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.run.RunFolder;
import dev.thresher.engine.run.Summary;
import dev.thresher.engine.train.Trainer;
import dev.thresher.engine.train.TrainingData;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javax.imageio.ImageIO;

/**
 * Shows the workbench to whoever reads about it: makes a few short runs, opens a window on them, and takes a picture of every page in
 * light and dark. All that is seen was trained for it.
 */
public final class Tour {
    private static final List<Double> ALPHAS = List.of(1e-4, 5e-4, 1e-3);
    private static final long PATIENCE_NANOS = 600_000_000_000L;
    private static final long SETTLING_MILLIS = 1_200; // charts are drawn on another thread, lists filled in on a third

    private final TourPlan plan;
    private final DataFolders folders;
    private final Path work;
    private final Path out;
    private final Consumer<String> progress;
    private final List<Path> pictures = new ArrayList<>();
    private final List<Path> trained = new ArrayList<>(); // run folders, the dense one first
    private Stage stage;
    private Workbench workbench;

    /**
     * @param work an empty folder for runs and settings; the caller removes it
     * @param out where pictures go: {@code train-light.png}
     * @param progress hears what is being done
     */
    public Tour(TourPlan plan, DataFolders folders, Path work, Path out, Consumer<String> progress) {
        this.plan = plan;
        this.folders = folders;
        this.work = work;
        this.out = out;
        this.progress = progress;
    }

    /**
     * Takes the pictures, on a thread of its own with the toolkit started.
     *
     * @return the files, in the order of the pages
     * @throws UserError where the data is absent, or a picture cannot be written
     */
    public List<Path> run() throws InterruptedException {
        Experiment experiment = plan.experiment().withEpochs(plan.epochs())
                .withSchedule(ScheduleConfig.steps(0.1, Math.max(1, plan.epochs() / 2)));
        train(experiment);
        open(experiment);
        try {
            progress.accept("a run in the window");
            onWindow(() -> {
                workbench.model().start();
                return null;
            });
            await(() -> workbench.model().run().log().get() != null && workbench.model().run().log().get().epochs().size() > plan.epochs() / 2);
            both("train-live");
            await(() -> workbench.model().run().phase().get() == RunPhase.FINISHED);
            onWindow(() -> {
                workbench.compareModel().join(trained);
                return null;
            });
            for (Page page : Page.values()) {
                progress.accept("the page " + page.title());
                onWindow(() -> {
                    workbench.model().page().set(page);
                    return null;
                });
                both(page.name().toLowerCase(Locale.ROOT));
            }
            return List.copyOf(pictures);
        } finally {
            onWindow(() -> {
                stage.close();
                workbench.close();
                return null;
            });
        }
    }

    /** A dense run, and one for each α: what the pages for more than one run need. */
    private void train(Experiment experiment) {
        Dataset dataset = TrainingData.load(experiment.data(), folders, Progress.NONE);
        List<Experiment> runs = new ArrayList<>();
        runs.add(experiment.withMethod(experiment.method().withKind(MethodKind.DENSE)));
        ALPHAS.forEach(alpha -> runs.add(experiment.withMethod(experiment.method().withKind(MethodKind.DST).withAlpha(alpha))));
        for (Experiment one : runs) {
            progress.accept("run %d of %d".formatted(runs.indexOf(one) + 1, runs.size()));
            Path path = RunFolder.freshName(work.resolve("runs"), one);
            RunFolder folder = RunFolder.create(path, one, dataset.checksum());
            trained.add(path);
            try (Trainer trainer = new Trainer(one, dataset, folder)) {
                Summary summary = trainer.run();
                if (summary.state() != RunState.FINISHED) {
                    throw new UserError("the tour's run " + summary.run() + " did not finish: " + trainer.message());
                }
            }
        }
    }

    private void open(Experiment experiment) {
        onWindow(() -> {
            stage = new Stage();
            workbench = new Workbench(stage, new WindowOptions(experiment, null), folders, work.resolve("settings"));
            workbench.model().experiment().run.runs.value().set(work.resolve("runs").toString());
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(plan.width());
            stage.setHeight(plan.height());
            workbench.show();
            return null;
        });
    }

    private void both(String name) throws InterruptedException {
        for (Theme theme : Theme.values()) {
            onWindow(() -> {
                workbench.model().theme().set(theme);
                return null;
            });
            Thread.sleep(SETTLING_MILLIS);
            write(onWindow(() -> stage.getScene().snapshot(null)), out.resolve(name + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png"));
        }
    }

    private void write(WritableImage image, Path file) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage opaque = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        opaque.setRGB(0, 0, width, height, pixels, 0, width);
        AtomicFile.write(file, to -> ImageIO.write(opaque, "png", to));
        pictures.add(file);
    }

    private static void await(Callable<Boolean> condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!onWindow(condition)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the tour's run came to no end within " + PATIENCE_NANOS / 1_000_000_000L + " s");
            }
            Thread.sleep(20);
        }
    }

    private static <T> T onWindow(Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                result.complete(call.call());
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result.join();
    }
}
