package dev.thresher.app.window;

import dev.thresher.app.window.experiment.DataSettings;
import dev.thresher.app.window.experiment.ExperimentViewModel;
import dev.thresher.app.window.run.RunPhase;
import dev.thresher.app.window.settings.Theme;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.OptimiserKind;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TitledPane;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import javax.imageio.ImageIO;

/**
 * Pictures of the window in its states, to be looked at: {@code Gallery FOLDER WIDTH HEIGHT LIGHT|DARK}. Not a test; it
 * needs a data set where the workbench looks for one.
 */
public final class Gallery {
    private final Path out;
    private final String suffix;
    private final Path work;
    private final Stage stage;
    private final Workbench bench;

    private Gallery(Path out, int width, int height, Theme theme) throws Exception {
        this.out = Files.createDirectories(out);
        this.suffix = "-" + theme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width + ".png";
        work = Files.createTempDirectory("thresher-gallery");
        stage = fx(Stage::new);
        bench = fx(() -> {
            Workbench made = new Workbench(stage, new WindowOptions(Experiment.standard().withData(
                    Experiment.standard().data().withDataset("mnist")).withEpochs(6), null), DataFolders.standard(null), work);
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
        Gallery gallery = new Gallery(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]),
                Theme.valueOf(arguments[3]));
        gallery.shoot();
        Platform.exit();
        System.exit(0);
    }

    private void shoot() throws Exception {
        Thread.sleep(1500);
        save("1-ready");
        data("fashion-mnist");
        save("8-absent");
        data("mnist");
        set("-1", "twenty");
        save("2-errors");
        set("5e-4", "4");
        settings();
        fx(() -> {
            bench.model().start();
            return null;
        });
        until(() -> bench.model().run().phase().get() == RunPhase.RUNNING);
        Thread.sleep(700);
        save("3-begun");
        until(() -> bench.model().run().log().get().epochs().size() >= 2);
        Thread.sleep(300);
        save("4-training");
        Platform.runLater(() -> stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
        saveDialog("9-closing");
        fx(() -> {
            bench.model().run().pause();
            return null;
        });
        until(() -> bench.model().run().phase().get() == RunPhase.PAUSED);
        save("5-paused");
        Path folder = bench.model().run().folder().get();
        press("describeItem");
        saveDialog("13-describe");
        press("exportItem");
        saveDialog("14-export");
        fx(() -> bench.model().stopRun()).get(20, TimeUnit.SECONDS);
        Thread.sleep(300);
        save("6-stopped");
        fx(() -> {
            bench.model().newExperiment();
            bench.model().open(folder);
            return null;
        });
        Thread.sleep(1500);
        save("7-reopened");
        fx(() -> {
            bench.model().resume();
            return null;
        });
        until(() -> bench.model().run().phase().get() == RunPhase.RUNNING);
        Thread.sleep(1500);
        save("15-resumed");
        until(() -> bench.model().run().phase().get() == RunPhase.FINISHED);
        save("16-finished");
    }

    /** The form with as much as it can show: above, and scrolled to its end. */
    private void settings() throws Exception {
        fx(() -> {
            ExperimentViewModel experiment = bench.model().experiment();
            experiment.network.model.value().set("vgg-16");
            experiment.data.source.value().set(DataSettings.Source.PICTURES);
            experiment.data.inputs.value().set(DataSettings.Inputs.GIVEN);
            experiment.optimiser.learningRate.value().set("0.05");
            experiment.optimiser.nesterov.value().set(true);
            experiment.run.steps.value().set("2000");
            return null;
        });
        save("10-settings");
        scroll(1);
        save("11-settings-end");
        fx(() -> {
            bench.model().experiment().optimiser.kind.value().set(OptimiserKind.ADAM);
            bench.model().experiment().optimiser.weightDecay.value().set("0");
            stage.getScene().getRoot().lookupAll(".group-pane").stream().limit(3).forEach(pane -> ((TitledPane) pane).setExpanded(false));
            return null;
        });
        save("12-folded");
        fx(() -> {
            stage.getScene().getRoot().lookupAll(".group-pane").forEach(pane -> ((TitledPane) pane).setExpanded(true));
            bench.model().newExperiment();
            return null;
        });
        data("mnist");
        set("5e-4", "4");
        scroll(0);
    }

    private void scroll(double to) throws Exception {
        fx(() -> {
            ((ScrollPane) stage.getScene().getRoot().lookup("#panel")).setVvalue(to);
            return null;
        });
    }

    private void set(String alpha, String epochs) throws Exception {
        fx(() -> {
            bench.model().experiment().method.alpha.value().set(alpha);
            bench.model().experiment().run.epochs.value().set(epochs);
            return null;
        });
    }

    private void data(String name) throws Exception {
        fx(() -> {
            bench.model().experiment().data.dataset.value().set(name);
            return null;
        });
    }

    /** Chooses an entry of the menu, whose dialog may wait for an answer. */
    private void press(String item) {
        Platform.runLater(() -> ((MenuButton) stage.getScene().getRoot().lookup("#menu")).getItems().stream()
                .filter(entry -> item.equals(entry.getId())).findFirst().orElseThrow().fire());
    }

    private void saveDialog(String name) throws Exception {
        until(() -> Window.getWindows().size() > 1);
        Thread.sleep(500);
        write(fx(() -> Window.getWindows().getLast().getScene().snapshot(null)), name);
        fx(() -> {
            Window.getWindows().getLast().hide();
            return null;
        });
    }

    private void save(String name) throws Exception {
        Thread.sleep(500);
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
        File file = out.resolve(name + suffix).toFile();
        ImageIO.write(copy, "png", file);
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
