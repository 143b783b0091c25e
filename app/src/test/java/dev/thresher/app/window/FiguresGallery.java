package dev.thresher.app.window;

import dev.thresher.app.figure.SampleFolders;
import dev.thresher.app.figure.Template;
import dev.thresher.app.window.settings.Theme;
import dev.thresher.datasets.catalogue.DataFolders;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javax.imageio.ImageIO;

/** Pictures of the Figures page, to be looked at: {@code FiguresGallery FOLDER}. Not a test. */
public final class FiguresGallery {
    private FiguresGallery() {
    }

    public static void main(String[] arguments) throws Exception {
        CountDownLatch up = new CountDownLatch(1);
        Platform.startup(up::countDown);
        up.await();
        Platform.setImplicitExit(false);
        Path out = Files.createDirectories(Path.of(arguments[0]));
        Path work = Files.createTempDirectory("thresher-gallery");
        Path runs = Files.createDirectory(work.resolve("runs"));
        for (double alpha : new double[] {1e-5, 1e-4, 1e-3}) {
            SampleFolders.lenet(runs, "lenet-300-100-mnist-dst-a" + alpha + "-s1-20260101-120000", alpha, 1);
        }
        SampleFolders.decayed(runs, "lenet-300-100-mnist-decayed", 1e-4, 0.01);
        SampleFolders.vgg(runs, "vgg-16-cifar-10", 1e-5, 1);
        Stage stage = fx(Stage::new);
        Workbench bench = fx(() -> {
            Workbench made = new Workbench(stage, new WindowOptions(null, null), DataFolders.standard(null), work.resolve("settings"));
            made.model().experiment().run.runs.value().set(runs.toString());
            stage.setX(0);
            stage.setY(0);
            made.show();
            made.model().page().set(Page.FIGURES);
            return made;
        });
        for (Theme theme : Theme.values()) {
            for (int[] size : new int[][] {{1280, 800}, {1000, 700}}) {
                fx(() -> {
                    stage.setWidth(size[0]);
                    stage.setHeight(size[1]);
                    bench.model().theme().set(theme);
                    return null;
                });
                String suffix = "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + size[0] + ".png";
                choose(bench, stage, Template.FIG4A, "decayed");
                save(stage, out.resolve("1-fig4a" + suffix));
                choose(bench, stage, Template.FIG3, "a1.0E");
                save(stage, out.resolve("2-fig3" + suffix));
                choose(bench, stage, Template.FIG5A, "vgg");
                save(stage, out.resolve("3-refused" + suffix));
                choose(bench, stage, Template.MASKS, "decayed");
                fx(() -> {
                    ((ScrollPane) stage.getScene().getRoot().lookup("#panel")).setVvalue(1);
                    bench.model().figures().form().step.text().set("many");
                    return null;
                });
                save(stage, out.resolve("4-masks" + suffix));
                fx(() -> {
                    ((ScrollPane) stage.getScene().getRoot().lookup("#panel")).setVvalue(0);
                    bench.model().figures().form().step.text().set("");
                    return null;
                });
            }
        }
        Platform.exit();
        System.exit(0);
    }

    private static void choose(Workbench bench, Stage stage, Template template, String runs) throws Exception {
        Thread.sleep(400);
        fx(() -> {
            bench.model().figures().template().set(template);
            bench.model().figures().runs().forEach(run -> run.bound().set(run.name().contains(runs)));
            ((ListView<?>) stage.getScene().getRoot().lookup("#templates")).scrollTo(Math.max(0, template.ordinal() - 5));
            return null;
        });
        Thread.sleep(1500);
    }

    private static void save(Stage stage, Path file) throws Exception {
        Thread.sleep(300);
        WritableImage image = fx(() -> stage.getScene().snapshot(null));
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        copy.setRGB(0, 0, width, height, pixels, 0, width);
        ImageIO.write(copy, "png", file.toFile());
    }

    private static <T> T fx(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Platform.runLater(task);
        return task.get(60, TimeUnit.SECONDS);
    }
}
