package dev.thresher.app.window;

import static dev.thresher.app.window.GalleryWindow.act;

import dev.thresher.app.figure.SampleFolders;
import dev.thresher.app.figure.Template;
import dev.thresher.app.window.settings.Theme;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.application.Platform;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;

/** Pictures of the Figures page, to be looked at: {@code FiguresGallery FOLDER}. Not a test. */
public final class FiguresGallery {
    private FiguresGallery() {
    }

    public static void main(String[] arguments) throws Exception {
        Path work = GalleryWindow.work();
        Path runs = Files.createDirectory(work.resolve("runs"));
        for (double alpha : new double[] {1e-5, 1e-4, 1e-3}) {
            SampleFolders.lenet(runs, "lenet-300-100-mnist-dst-a" + alpha + "-s1-20260101-120000", alpha, 1);
        }
        SampleFolders.decayed(runs, "lenet-300-100-mnist-decayed", 1e-4, 0.01);
        SampleFolders.vgg(runs, "vgg-16-cifar-10", 1e-5, 1);
        GalleryWindow window = new GalleryWindow(Path.of(arguments[0]), work, null);
        window.page(Page.FIGURES);
        for (Theme theme : Theme.values()) {
            for (int[] size : new int[][] {{1280, 800}, {1000, 700}}) {
                window.size(size[0], size[1], theme);
                choose(window, Template.FIG4A, "decayed");
                window.save("1-fig4a");
                choose(window, Template.FIG3, "a1.0E");
                window.save("2-fig3");
                choose(window, Template.FIG5A, "vgg");
                window.save("3-refused");
                choose(window, Template.MASKS, "decayed");
                act(() -> {
                    ((ScrollPane) window.find("#panel")).setVvalue(1);
                    window.bench.model().figures().form().step.text().set("many");
                });
                window.save("4-masks");
                act(() -> {
                    ((ScrollPane) window.find("#panel")).setVvalue(0);
                    window.bench.model().figures().form().step.text().set("");
                });
            }
        }
        Platform.exit();
        System.exit(0);
    }

    private static void choose(GalleryWindow window, Template template, String runs) throws Exception {
        Thread.sleep(400);
        act(() -> {
            window.bench.model().figures().template().set(template);
            window.bench.model().figures().runs().forEach(run -> run.bound().set(run.name().contains(runs)));
            ((ListView<?>) window.find("#templates")).scrollTo(Math.max(0, template.ordinal() - 5));
        });
        Thread.sleep(1500);
    }
}
