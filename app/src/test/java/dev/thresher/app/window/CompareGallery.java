package dev.thresher.app.window;

import static dev.thresher.app.window.WindowFixture.fx;

import dev.thresher.app.testing.MadeRuns;
import dev.thresher.app.window.settings.Theme;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.run.RunNotes;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javafx.stage.Window;
import javax.imageio.ImageIO;

/** Pictures of the pages of runs and of comparisons, to be looked at: {@code CompareGallery FOLDER}. Not a test. */
public final class CompareGallery {
    private final Path out;
    private final Path runs;
    private final Stage stage;
    private final Workbench bench;
    private String suffix = "";

    private CompareGallery(Path out) throws Exception {
        this.out = Files.createDirectories(out);
        Path work = Files.createTempDirectory("thresher-gallery");
        runs = work.resolve("runs");
        fill();
        stage = fx(Stage::new);
        bench = fx(() -> {
            Workbench made = new Workbench(stage, new WindowOptions(Experiment.standard().withData(
                    Experiment.standard().data().withDataset("mnist")).withEpochs(3), null), DataFolders.standard(null), work);
            stage.setX(0);
            stage.setY(0);
            made.model().experiment().run.runs.value().set(runs.toString());
            made.show();
            return made;
        });
    }

    public static void main(String[] arguments) throws Exception {
        CountDownLatch up = new CountDownLatch(1);
        Platform.startup(up::countDown);
        up.await();
        Platform.setImplicitExit(false);
        new CompareGallery(Path.of(arguments[0])).shoot();
        System.exit(0);
    }

    private void fill() {
        double[] alphas = {1e-4, 5e-4, 1e-3, 5e-3};
        for (int i = 0; i < alphas.length; i++) {
            for (long seed = 1; seed <= 3; seed++) {
                double noise = 0.004 * (seed - 2);
                MadeRuns.finished(runs.resolve("lenet-300-100-mnist-dst-a" + alphas[i] + "-s" + seed + "-20261126-10" + i + seed + "00"),
                        MadeRuns.lenet(alphas[i], seed), 0.982 - 0.004 * i * i + noise, 0.22 / (i + 1) + noise, 0.5 / (i + 1) + 2 * noise, 0.99 - 0.1 * i);
            }
        }
        List<String> layers = List.of("fc1", "fc2", "fc3");
        MadeRuns.finished(runs.resolve("lenet-300-100-mnist-dense-s1-20261126-095900"), MadeRuns.dense(1), 0.983, 1, 1, 1);
        MadeRuns.make(runs.resolve("lenet-300-100-mnist-dst-a0.5-s1-20261126-095500"), MadeRuns.lenet(0.5, 1), layers, RunState.FAILED, 0.1, 0.01, 0.01, 0.01);
        MadeRuns.make(runs.resolve("lenet-300-100-mnist-dst-a0.005-s9-20261126-095600"), MadeRuns.lenet(5e-3, 9), layers, null, 0.95, 0.1, 0.2, 0.8);
        new RunNotes(List.of("baseline", "figure 4"), "The dense run that the others are compared with.").write(runs.resolve("lenet-300-100-mnist-dense-s1-20261126-095900"));
    }

    private void shoot() throws Exception {
        page(Page.RUNS);
        Thread.sleep(1500);
        fx(() -> {
            TableView<?> table = (TableView<?>) stage.getScene().getRoot().lookup(".runs-table");
            table.getSelectionModel().select(3);
            return null;
        });
        all("runs");
        fx(() -> {
            ((javafx.scene.control.Button) stage.getScene().getRoot().lookup("#delete")).fire();
            return null;
        });
        Thread.sleep(1500);
        all("runs-deleted");
        page(Page.COMPARE);
        all("compare-empty");
        fx(() -> {
            try (var folders = Files.list(runs)) {
                bench.compareModel().join(folders.filter(folder -> folder.getFileName().toString().matches(".*-(a1.0E-4|a5.0E-4|a0.001|a0.005)-s[123].*|.*dense.*")).toList());
            }
            return null;
        });
        Thread.sleep(1500);
        for (int tab = 0; tab < 6; tab++) {
            int index = tab;
            fx(() -> {
                ((TabPane) stage.getScene().getRoot().lookup("#tabs")).getSelectionModel().select(index);
                return null;
            });
            all("compare-" + tab);
        }
        fx(() -> {
            bench.compareModel().sweep().alphas().set("1e-3, 2e-3");
            bench.compareModel().sweep().seeds().set("1-2");
            bench.compareModel().sweep().enqueue();
            bench.compareModel().sweep().alphas().set("1e-3, much");
            ((TabPane) stage.getScene().getRoot().lookup("#tabs")).getSelectionModel().select(0);
            return null;
        });
        Thread.sleep(3000);
        all("compare-queue");
        fx(() -> bench.compareModel().queue().stopAll()).get();
    }

    private void page(Page page) throws Exception {
        fx(() -> {
            bench.model().page().set(page);
            return null;
        });
    }

    private void all(String name) throws Exception {
        shoot(name, 1280, 800, Theme.LIGHT);
        shoot(name, 1000, 700, Theme.DARK);
    }

    private void shoot(String name, int width, int height, Theme theme) throws Exception {
        fx(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
            bench.model().theme().set(theme);
            return null;
        });
        Thread.sleep(1300);
        tellDialogs(name);
        suffix = "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width + ".png";
        write(fx((Callable<WritableImage>) () -> stage.getScene().snapshot(null)), name);
    }

    /** A dialog that nobody asked for is told, with its words. */
    private static void tellDialogs(String name) throws Exception {
        fx(() -> {
            for (Window window : Window.getWindows()) {
                window.getScene().getRoot().lookupAll(".thresher-dialog .label").forEach(label -> System.out.println(name + ": " + ((Label) label).getText()));
            }
            return null;
        });
    }

    private void write(WritableImage image, String name) throws Exception {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, javafx.scene.image.PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        copy.setRGB(0, 0, width, height, pixels, 0, width);
        File file = out.resolve(name + suffix).toFile();
        ImageIO.write(copy, "png", file);
    }
}
