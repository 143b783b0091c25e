package dev.thresher.app.window;

import dev.thresher.app.measure.TourPlan;
import dev.thresher.app.window.run.RunPhase;
import dev.thresher.app.window.run.RunViewModel;
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
import java.util.function.Consumer;
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
            live();
            FxThread.run(() -> workbench.compareModel().join(trained));
            for (Page page : Page.values()) {
                progress.accept("the page " + page.title());
                FxThread.run(() -> workbench.model().page().set(page));
                both(page.name().toLowerCase(Locale.ROOT));
            }
            return List.copyOf(pictures);
        } finally {
            FxThread.run(() -> {
                stage.close();
                workbench.close();
            });
        }
    }

    /** A run that is half-way, held there while its picture is taken, however fast the machine is; then it goes on to its end. */
    private void live() throws InterruptedException {
        RunViewModel run = workbench.model().run();
        FxThread.run(workbench.model()::start);
        FxThread.await(() -> run.phase().get() == RunPhase.FINISHED || run.log().get() != null && run.log().get().epochs().size() > plan.epochs() / 2, 1);
        FxThread.run(run::pause);
        FxThread.await(() -> run.phase().get() == RunPhase.PAUSED || run.phase().get() == RunPhase.FINISHED, 1);
        both("train-live");
        FxThread.run(() -> {
            if (run.canResume()) {
                run.resume();
            }
        });
        FxThread.await(() -> run.phase().get() == RunPhase.FINISHED, 20);
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
        FxThread.run(() -> {
            stage = new Stage();
            workbench = new Workbench(stage, new WindowOptions(experiment, null), folders, work.resolve("settings"));
            workbench.model().experiment().run.runs.value().set(work.resolve("runs").toString());
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(plan.width());
            stage.setHeight(plan.height());
            workbench.show();
        });
    }

    private void both(String name) throws InterruptedException {
        for (Theme theme : Theme.values()) {
            FxThread.run(() -> workbench.model().theme().set(theme));
            Thread.sleep(SETTLING_MILLIS);
            write(FxThread.call(() -> stage.getScene().snapshot(null)), out.resolve(name + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png"));
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
}
