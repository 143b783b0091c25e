package dev.thresher.app.window;

import static dev.thresher.app.window.WindowFixture.fx;

import dev.thresher.app.maskview.SheetPane;
import dev.thresher.app.masks.Colouring;
import dev.thresher.app.masks.MaskLayer;
import dev.thresher.app.window.settings.Theme;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.engine.experiment.Experiment;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javafx.stage.Window;
import javax.imageio.ImageIO;

/**
 * Pictures of the masks of recorded runs, to be looked at: every layer of each, and the first two runs beside each other:
 * {@code RecordedMasksGallery FOLDER WIDTH HEIGHT LIGHT|DARK RUN RUN …}. Not a test.
 */
public final class RecordedMasksGallery {
    private static final int LAYERS = 5; // of a run

    private final Path out;
    private final String suffix;
    private final List<Path> runs;
    private final Stage stage;
    private final Workbench bench;

    private RecordedMasksGallery(Path out, int width, int height, Theme theme, List<Path> runs) throws Exception {
        this.out = Files.createDirectories(out);
        this.runs = runs;
        suffix = "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width + ".png";
        Path settings = Files.createTempDirectory("thresher-masks");
        stage = fx(Stage::new);
        bench = fx(() -> {
            Workbench made = new Workbench(stage, new WindowOptions(Experiment.standard(), null), DataFolders.standard(null), settings);
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(width);
            stage.setHeight(height);
            made.model().theme().set(theme);
            made.model().page().set(Page.MASKS);
            made.show();
            return made;
        });
    }

    public static void main(String[] arguments) throws Exception {
        CountDownLatch up = new CountDownLatch(1);
        Platform.startup(up::countDown);
        up.await();
        Platform.setImplicitExit(false);
        List<Path> runs = Arrays.stream(arguments).skip(4).map(Path::of).toList();
        RecordedMasksGallery gallery = new RecordedMasksGallery(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]),
                Theme.valueOf(arguments[3]), runs);
        for (Path run : runs) {
            gallery.layers(run);
        }
        gallery.pair();
        System.exit(0);
    }

    private void layers(Path run) throws Exception {
        String name = run.getFileName().toString();
        act(() -> bench.model().open(run));
        until(() -> bench.model().masks().scene().get() != null && bench.model().masks().scene().get().run().equals(name));
        List<MaskLayer> layers = fx(() -> bench.model().masks().scene().get().layers());
        for (int i = 0; i < Math.min(LAYERS, layers.size()); i++) {
            String layer = layers.get(layers.size() <= LAYERS ? i : i * (layers.size() - 1) / (LAYERS - 1)).name();
            Colouring colouring = Colouring.values()[i % Colouring.values().length];
            act(() -> {
                bench.model().masks().colouring().set(colouring);
                bench.model().masks().choose(layer);
            });
            until(() -> bench.model().masks().scene().get().layer().name().equals(layer));
            save(name + "-" + layer + "-" + colouring.name().toLowerCase(Locale.ROOT));
        }
    }

    private void pair() throws Exception {
        act(() -> {
            bench.compareModel().join(runs.subList(0, 2));
            bench.model().page().set(Page.COMPARE);
        });
        until(() -> bench.compareModel().comparison().get() != null);
        act(() -> ((TabPane) find("#tabs")).getSelectionModel().selectLast());
        until(() -> bench.compareModel().masks().pair().get() != null);
        save("pair-whole");
        act(() -> {
            SheetPane sheet = (SheetPane) find("#pairSheet0");
            for (int i = 0; i < 10; i++) {
                sheet.look().zoomIn();
            }
            sheet.look().choose(bench.compareModel().masks().pair().get().a().mask().size() / 2 + 14);
        });
        save("pair-near");
        act(() -> {
            Slider time = (Slider) find("#pairTime");
            time.setValue(time.getMax() / 2);
            bench.compareModel().masks().layer().set(bench.compareModel().comparison().get().layers().get(1));
        });
        save("pair-earlier");
    }

    private Node find(String id) {
        return stage.getScene().getRoot().lookup(id);
    }

    private static void act(Runnable work) throws Exception {
        fx(() -> {
            work.run();
            return null;
        });
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

    private void save(String name) throws Exception {
        Thread.sleep(1200);
        for (Window window : fx(() -> List.copyOf(Window.getWindows()))) {
            if (window != stage) {
                System.out.println(name + ": another window is open");
            }
        }
        WritableImage image = fx(() -> stage.getScene().snapshot(null));
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        copy.setRGB(0, 0, width, height, pixels, 0, width);
        ImageIO.write(copy, "png", out.resolve(name + suffix).toFile());
    }
}
