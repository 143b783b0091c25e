package dev.thresher.app.window;

import static dev.thresher.app.window.WindowFixture.fx;

import dev.thresher.app.testing.MadeRuns;
import dev.thresher.app.window.settings.Theme;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.run.RunNotes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;

/** Pictures of the pages of runs and of comparisons, to be looked at: {@code CompareGallery FOLDER}. Not a test. */
public final class CompareGallery {
    private final GalleryWindow window;
    private final Workbench bench;

    private CompareGallery(GalleryWindow window) {
        this.window = window;
        bench = window.bench;
    }

    public static void main(String[] arguments) throws Exception {
        Path work = GalleryWindow.work();
        fill(work.resolve("runs"));
        Experiment standard = Experiment.standard();
        new CompareGallery(new GalleryWindow(Path.of(arguments[0]), work, standard.withData(standard.data().withDataset("mnist")).withEpochs(3))).shoot();
        System.exit(0);
    }

    private static void fill(Path runs) {
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
        window.page(Page.RUNS);
        Thread.sleep(1500);
        fx(() -> {
            TableView<?> table = (TableView<?>) window.find(".runs-table");
            table.getSelectionModel().select(3);
            return null;
        });
        all("runs");
        fx(() -> {
            ((javafx.scene.control.Button) window.find("#delete")).fire();
            return null;
        });
        Thread.sleep(1500);
        all("runs-deleted");
        window.page(Page.COMPARE);
        all("compare-empty");
        fx(() -> {
            try (var folders = Files.list(window.runs)) {
                bench.compareModel().join(folders.filter(folder -> folder.getFileName().toString().matches(".*-(a1.0E-4|a5.0E-4|a0.001|a0.005)-s[123].*|.*dense.*")).toList());
            }
            return null;
        });
        Thread.sleep(1500);
        for (int tab = 0; tab < 6; tab++) {
            int index = tab;
            fx(() -> {
                ((TabPane) window.find("#tabs")).getSelectionModel().select(index);
                return null;
            });
            all("compare-" + tab);
        }
        fx(() -> {
            bench.compareModel().sweep().alphas().set("1e-3, 2e-3");
            bench.compareModel().sweep().seeds().set("1-2");
            bench.compareModel().sweep().enqueue();
            bench.compareModel().sweep().alphas().set("1e-3, much");
            ((TabPane) window.find("#tabs")).getSelectionModel().select(0);
            return null;
        });
        Thread.sleep(3000);
        all("compare-queue");
        fx(() -> bench.compareModel().queue().stopAll()).get();
    }

    private void all(String name) throws Exception {
        window.size(1280, 800, Theme.LIGHT);
        window.save(name);
        window.size(1000, 700, Theme.DARK);
        window.save(name);
    }


}
