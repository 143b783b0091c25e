package dev.thresher.app.window;

import dev.thresher.app.chart.SampleRuns;
import dev.thresher.app.chart.XUnit;
import dev.thresher.app.window.run.RunPhase;
import dev.thresher.app.window.settings.Theme;
import dev.thresher.app.window.train.TrainChart;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.experiment.ScheduleConfig;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.run.RunFolder;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import javax.imageio.ImageIO;

/** Pictures of the Train page in its states, to be looked at: {@code TrainGallery FOLDER WIDTH HEIGHT LIGHT|DARK}. Not a test. */
public final class TrainGallery {
    private final Path out;
    private final String suffix;
    private final Path work;
    private final Stage stage;
    private final Workbench bench;

    private TrainGallery(Path out, int width, int height, Theme theme) throws Exception {
        this.out = Files.createDirectories(out);
        suffix = "-" + theme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width + ".png";
        work = Files.createTempDirectory("thresher-gallery");
        Experiment standard = Experiment.standard();
        Experiment start = standard.withData(standard.data().withDataset("mnist")).withEpochs(6).withSchedule(ScheduleConfig.steps(0.1, 2, 4));
        stage = fx(Stage::new);
        bench = fx(() -> {
            Workbench made = new Workbench(stage, new WindowOptions(start, null), DataFolders.standard(null), work);
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(width);
            stage.setHeight(height);
            made.model().theme().set(theme);
            made.model().experiment().run.runs.value().set(work.resolve("runs").toString());
            made.show();
            return made;
        });
    }

    public static void main(String[] arguments) throws Exception {
        CountDownLatch up = new CountDownLatch(1);
        Platform.startup(up::countDown);
        up.await();
        Platform.setImplicitExit(false);
        new TrainGallery(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), Theme.valueOf(arguments[3])).shoot();
        System.exit(0);
    }

    private void shoot() throws Exception {
        save("t1-empty");
        run(() -> bench.model().start());
        until(() -> bench.model().run().phase().get() == RunPhase.RUNNING && bench.model().run().log().get().epochs().size() >= 1);
        run(() -> bench.model().live().alpha().set("1e-3"));
        run(() -> bench.model().live().applyAlpha());
        until(() -> bench.model().run().log().get().epochs().size() >= 3);
        run(() -> bench.model().live().freeze(true));
        run(() -> bench.model().live().alpha().set("plenty"));
        run(() -> bench.model().live().applyAlpha());
        save("t2-training");
        Thread.sleep(600);
        run(() -> bench.model().live().freeze(false));
        until(() -> bench.model().run().phase().get() == RunPhase.FINISHED);
        save("t3-finished");
        run(() -> bench.model().train().unit().set(XUnit.EPOCHS));
        run(() -> bench.model().train().formHidden().set(true));
        save("t4-wide");
        Path dense = work.resolve("runs/dense-reference");
        Experiment sparse = bench.model().run().log().get().experiment();
        record(dense, SampleRuns.lenet(6, 938), sparse.withMethod(sparse.method().withKind(MethodKind.DENSE)));
        run(() -> bench.model().train().dense().choose(dense));
        for (TrainChart chart : TrainChart.values()) {
            run(() -> bench.model().train().enlarged().set(chart));
            save("t5-" + chart.id());
        }
        run(() -> bench.model().train().enlarged().set(TrainChart.REMAINING));
        point(0.4, 0.5);
        save("t6-crosshair");
        deep();
    }

    /** A network of many layers, with a made-up course. */
    private void deep() throws Exception {
        Experiment wrn = Presets.of("wrn-16-8");
        java.util.List<String> names = new java.util.ArrayList<>();
        for (int i = 0; i < 60; i++) {
            names.add("block" + (1 + i / 15) + ".layer." + i % 15 + ".conv1");
        }
        Path folder = work.resolve("runs/deep");
        record(folder, SampleRuns.deep(wrn, names, 20_000), wrn);
        run(() -> bench.model().open(folder));
        until(() -> bench.model().run().folder().get() != null && bench.model().run().folder().get().endsWith("deep"));
        Thread.sleep(500);
        save("t7-deep");
        point(0.6, 0.5);
        save("t8-deep-crosshair");
        run(() -> ((MenuButton) stage.getScene().getRoot().lookup("#chart-series")).show());
        Thread.sleep(500);
        write(fx(() -> Window.getWindows().getLast().getScene().snapshot(null)), "t9-menu");
        run(() -> ((MenuButton) stage.getScene().getRoot().lookup("#chart-series")).hide());
        run(() -> bench.model().train().grouped().set(true));
        save("t10-groups");
        run(() -> bench.model().train().enlarged().set(null));
        save("t11-deep-grid");
    }

    private static void record(Path folder, RunLog log, Experiment experiment) {
        RunLog named = new RunLog(log.name(), experiment, log.steps(), log.epochs(), log.events());
        try (RunFolder run = RunFolder.create(folder, experiment, "sha256:made-up")) {
            run.begin(named, Models.spec(experiment), "made up", log.steps().size());
            run.flush();
        }
    }

    private void point(double across, double down) throws Exception {
        run(() -> {
            Node sheet = stage.getScene().getRoot().lookup("#chart-sheet");
            double x = across * sheet.getLayoutBounds().getWidth();
            double y = down * sheet.getLayoutBounds().getHeight();
            Point2D screen = sheet.localToScreen(x, y);
            sheet.fireEvent(new MouseEvent(MouseEvent.MOUSE_MOVED, x, y, screen.getX(), screen.getY(), null, 0, false, false, false, false,
                    false, false, false, false, false, false, null));
        });
    }

    private void run(Runnable work) throws Exception {
        fx(() -> {
            work.run();
            return null;
        });
    }

    private void save(String name) throws Exception {
        Thread.sleep(900);
        write(fx(() -> stage.getScene().snapshot(null)), name);
    }

    private void write(WritableImage image, String name) throws Exception {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        PixelReader pixels = image.getPixelReader();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                copy.setRGB(x, y, pixels.getArgb(x, y));
            }
        }
        ImageIO.write(copy, "png", out.resolve(name + suffix).toFile());
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (fx(condition)) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("did not come about within a minute");
    }

    private static <T> T fx(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Platform.runLater(task);
        return task.get(60, TimeUnit.SECONDS);
    }
}
