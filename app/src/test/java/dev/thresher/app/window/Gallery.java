package dev.thresher.app.window;

import static dev.thresher.app.window.GalleryWindow.act;
import static dev.thresher.app.window.GalleryWindow.until;
import static dev.thresher.app.window.WindowFixture.fx;

import dev.thresher.app.window.experiment.DataSettings;
import dev.thresher.app.window.experiment.ExperimentViewModel;
import dev.thresher.app.window.run.RunPhase;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.OptimiserKind;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TitledPane;
import javafx.stage.WindowEvent;

/**
 * Pictures of the window in its states, to be looked at: {@code Gallery FOLDER WIDTH HEIGHT LIGHT|DARK}. Not a test; it
 * needs a data set where the workbench looks for one.
 */
public final class Gallery {
    private final GalleryWindow window;
    private final Workbench bench;

    private Gallery(GalleryWindow window) {
        this.window = window;
        bench = window.bench;
    }

    public static void main(String[] arguments) throws Exception {
        Experiment standard = Experiment.standard();
        new Gallery(new GalleryWindow(Path.of(arguments[0]), GalleryWindow.work(), standard.withData(standard.data().withDataset("mnist")).withEpochs(6))
                .sized(arguments[1], arguments[2], arguments[3])).shoot();
        System.exit(0);
    }

    private void shoot() throws Exception {
        Thread.sleep(1500);
        window.save("1-ready");
        data("fashion-mnist");
        window.save("8-absent");
        data("mnist");
        set("-1", "twenty");
        window.save("2-errors");
        set("5e-4", "4");
        settings();
        act(() -> bench.model().start());
        until(() -> bench.model().run().phase().get() == RunPhase.RUNNING);
        Thread.sleep(700);
        window.save("3-begun");
        until(() -> bench.model().run().log().get().epochs().size() >= 2);
        Thread.sleep(300);
        window.save("4-training");
        Platform.runLater(() -> window.stage.fireEvent(new WindowEvent(window.stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
        window.saveLast("9-closing");
        act(() -> bench.model().run().pause());
        until(() -> bench.model().run().phase().get() == RunPhase.PAUSED);
        window.save("5-paused");
        Path folder = bench.model().run().folder().get();
        press("describeItem");
        window.saveLast("13-describe");
        press("exportItem");
        window.saveLast("14-export");
        fx(() -> bench.model().stopRun()).get(20, TimeUnit.SECONDS);
        Thread.sleep(300);
        window.save("6-stopped");
        act(() -> {
            bench.model().newExperiment();
            bench.model().open(folder);
        });
        Thread.sleep(1500);
        window.save("7-reopened");
        act(() -> bench.model().resume());
        until(() -> bench.model().run().phase().get() == RunPhase.RUNNING);
        Thread.sleep(1500);
        window.save("15-resumed");
        until(() -> bench.model().run().phase().get() == RunPhase.FINISHED);
        window.save("16-finished");
    }

    /** The form with as much as it can show: above, and scrolled to its end. */
    private void settings() throws Exception {
        act(() -> {
            ExperimentViewModel experiment = bench.model().experiment();
            experiment.network.model.value().set("vgg-16");
            experiment.data.source.value().set(DataSettings.Source.PICTURES);
            experiment.data.inputs.value().set(DataSettings.Inputs.GIVEN);
            experiment.optimiser.learningRate.value().set("0.05");
            experiment.optimiser.nesterov.value().set(true);
            experiment.run.steps.value().set("2000");
        });
        window.save("10-settings");
        scroll(1);
        window.save("11-settings-end");
        act(() -> {
            bench.model().experiment().optimiser.kind.value().set(OptimiserKind.ADAM);
            bench.model().experiment().optimiser.weightDecay.value().set("0");
            window.stage.getScene().getRoot().lookupAll(".group-pane").stream().limit(3).forEach(pane -> ((TitledPane) pane).setExpanded(false));
        });
        window.save("12-folded");
        act(() -> {
            window.stage.getScene().getRoot().lookupAll(".group-pane").forEach(pane -> ((TitledPane) pane).setExpanded(true));
            bench.model().newExperiment();
        });
        data("mnist");
        set("5e-4", "4");
        scroll(0);
    }

    private void scroll(double to) throws Exception {
        act(() -> ((ScrollPane) window.find("#panel")).setVvalue(to));
    }

    private void set(String alpha, String epochs) throws Exception {
        act(() -> {
            bench.model().experiment().method.alpha.value().set(alpha);
            bench.model().experiment().run.epochs.value().set(epochs);
        });
    }

    private void data(String name) throws Exception {
        act(() -> bench.model().experiment().data.dataset.value().set(name));
    }

    /** Chooses an entry of the menu, whose dialog may wait for an answer. */
    private void press(String item) {
        Platform.runLater(() -> ((MenuButton) window.find("#menu")).getItems().stream()
                .filter(entry -> item.equals(entry.getId())).findFirst().orElseThrow().fire());
    }
}
