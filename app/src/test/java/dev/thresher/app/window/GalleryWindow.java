package dev.thresher.app.window;

import static dev.thresher.app.window.WindowFixture.fx;

import dev.thresher.app.window.settings.Theme;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.Experiment;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javafx.stage.Window;
import javax.imageio.ImageIO;

/** The window that a gallery takes its pictures of, and what galleries do with it. Pictures are looked at: nothing is tested. */
final class GalleryWindow {
    private static final long SETTLING_MILLIS = 1_200; // charts are drawn on another thread

    final Path runs;
    final Stage stage;
    final Workbench bench;
    private final Path out;
    private String suffix = "";

    /**
     * Opens it, in folders of its own.
     *
     * @param out where pictures go
     * @param work an empty folder for settings; its folder {@code runs} is where runs are kept
     * @param experiment what the panel is filled in with; null for the standard one
     */
    GalleryWindow(Path out, Path work, Experiment experiment) throws Exception {
        this.out = Files.createDirectories(out);
        runs = work.resolve("runs");
        CountDownLatch up = new CountDownLatch(1);
        Platform.startup(up::countDown);
        up.await();
        Platform.setImplicitExit(false);
        stage = fx(Stage::new);
        bench = fx(() -> {
            Workbench made = new Workbench(stage, new WindowOptions(experiment, null), DataFolders.standard(null), work.resolve("settings"));
            stage.setX(0);
            stage.setY(0);
            made.model().experiment().run.runs.value().set(runs.toString());
            made.show();
            return made;
        });
    }

    static Path work() throws Exception {
        return Files.createTempDirectory("thresher-gallery");
    }

    /** Sizes and colours the window as {@code WIDTH HEIGHT LIGHT|DARK} on the command line say. */
    GalleryWindow sized(String width, String height, String theme) throws Exception {
        size(Integer.parseInt(width), Integer.parseInt(height), Theme.valueOf(theme));
        return this;
    }

    void size(int width, int height, Theme theme) throws Exception {
        act(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
            bench.model().theme().set(theme);
        });
        suffix = "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width + ".png";
    }

    void page(Page page) throws Exception {
        act(() -> bench.model().page().set(page));
    }

    Node find(String selector) {
        return stage.getScene().getRoot().lookup(selector);
    }

    static void act(Runnable work) throws Exception {
        fx(() -> {
            work.run();
            return null;
        });
    }

    static void until(Callable<Boolean> condition) throws Exception {
        for (int i = 0; i < 1200; i++) {
            if (fx(condition)) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("did not come about within two minutes");
    }

    /** Takes a picture once all is drawn; a dialog that nobody asked for is told, with its words. */
    void save(String name) throws Exception {
        Thread.sleep(SETTLING_MILLIS);
        fx(() -> {
            for (Window window : Window.getWindows()) {
                window.getScene().getRoot().lookupAll(".thresher-dialog .label").forEach(label -> System.out.println(name + ": " + ((Label) label).getText()));
            }
            return null;
        });
        write(fx(() -> stage.getScene().snapshot(null)), name);
    }

    /** Takes a picture of the dialog or menu that opened last. */
    void saveLast(String name) throws Exception {
        until(() -> Window.getWindows().size() > 1);
        Thread.sleep(SETTLING_MILLIS);
        write(fx(() -> Window.getWindows().getLast().getScene().snapshot(null)), name);
        act(() -> Window.getWindows().getLast().hide());
    }

    private void write(WritableImage image, String name) throws Exception {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage opaque = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        opaque.setRGB(0, 0, width, height, pixels, 0, width);
        ImageIO.write(opaque, "png", out.resolve(name + suffix).toFile());
    }
}
