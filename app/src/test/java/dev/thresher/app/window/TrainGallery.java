package dev.thresher.app.window;

import static dev.thresher.app.window.GalleryWindow.act;
import static dev.thresher.app.window.GalleryWindow.until;

import dev.thresher.app.chart.SampleRuns;
import dev.thresher.app.chart.XUnit;
import dev.thresher.app.window.run.RunPhase;
import dev.thresher.app.window.train.TrainChart;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.experiment.ScheduleConfig;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.model.Models;
import dev.thresher.engine.run.RunFolder;
import java.nio.file.Path;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.input.MouseEvent;

/** Pictures of the Train page in its states, to be looked at: {@code TrainGallery FOLDER WIDTH HEIGHT LIGHT|DARK}. Not a test. */
public final class TrainGallery {
    private final GalleryWindow window;
    private final Workbench bench;

    private TrainGallery(GalleryWindow window) {
        this.window = window;
        bench = window.bench;
    }

    public static void main(String[] arguments) throws Exception {
        Experiment standard = Experiment.standard();
        Experiment start = standard.withData(standard.data().withDataset("mnist")).withEpochs(6).withSchedule(ScheduleConfig.steps(0.1, 2, 4));
        new TrainGallery(new GalleryWindow(Path.of(arguments[0]), GalleryWindow.work(), start).sized(arguments[1], arguments[2], arguments[3])).shoot();
        System.exit(0);
    }

    private void shoot() throws Exception {
        window.save("t1-empty");
        act(() -> bench.model().start());
        until(() -> bench.model().run().phase().get() == RunPhase.RUNNING && bench.model().run().log().get().epochs().size() >= 1);
        act(() -> bench.model().live().alpha().set("1e-3"));
        act(() -> bench.model().live().applyAlpha());
        until(() -> bench.model().run().log().get().epochs().size() >= 3);
        act(() -> bench.model().live().freeze(true));
        act(() -> bench.model().live().alpha().set("plenty"));
        act(() -> bench.model().live().applyAlpha());
        window.save("t2-training");
        Thread.sleep(600);
        act(() -> bench.model().live().freeze(false));
        until(() -> bench.model().run().phase().get() == RunPhase.FINISHED);
        window.save("t3-finished");
        act(() -> bench.model().train().unit().set(XUnit.EPOCHS));
        act(() -> bench.model().train().formHidden().set(true));
        window.save("t4-wide");
        Path dense = window.runs.resolve("dense-reference");
        Experiment sparse = bench.model().run().log().get().experiment();
        record(dense, SampleRuns.lenet(6, 938), sparse.withMethod(sparse.method().withKind(MethodKind.DENSE)));
        act(() -> bench.model().train().dense().choose(dense));
        for (TrainChart chart : TrainChart.values()) {
            act(() -> bench.model().train().enlarged().set(chart));
            window.save("t5-" + chart.id());
        }
        act(() -> bench.model().train().enlarged().set(TrainChart.REMAINING));
        point(0.4, 0.5);
        window.save("t6-crosshair");
        deep();
    }

    /** A network of many layers, with a made-up course. */
    private void deep() throws Exception {
        Experiment wrn = Presets.of("wrn-16-8");
        java.util.List<String> names = new java.util.ArrayList<>();
        for (int i = 0; i < 60; i++) {
            names.add("block" + (1 + i / 15) + ".layer." + i % 15 + ".conv1");
        }
        Path folder = window.runs.resolve("deep");
        record(folder, SampleRuns.deep(wrn, names, 20_000), wrn);
        act(() -> bench.model().open(folder));
        until(() -> bench.model().run().folder().get() != null && bench.model().run().folder().get().endsWith("deep"));
        Thread.sleep(500);
        window.save("t7-deep");
        point(0.6, 0.5);
        window.save("t8-deep-crosshair");
        act(() -> ((MenuButton) window.find("#chart-series")).show());
        window.saveLast("t9-menu");
        act(() -> bench.model().train().grouped().set(true));
        window.save("t10-groups");
        act(() -> bench.model().train().enlarged().set(null));
        window.save("t11-deep-grid");
    }

    private static void record(Path folder, RunLog log, Experiment experiment) {
        RunLog named = new RunLog(log.name(), experiment, log.steps(), log.epochs(), log.events());
        try (RunFolder run = RunFolder.create(folder, experiment, "sha256:made-up")) {
            run.begin(named, Models.spec(experiment), "made up", log.steps().size());
            run.flush();
        }
    }

    private void point(double across, double down) throws Exception {
        act(() -> {
            Node sheet = window.find("#chart-sheet");
            double x = across * sheet.getLayoutBounds().getWidth();
            double y = down * sheet.getLayoutBounds().getHeight();
            Point2D screen = sheet.localToScreen(x, y);
            sheet.fireEvent(new MouseEvent(MouseEvent.MOUSE_MOVED, x, y, screen.getX(), screen.getY(), null, 0, false, false, false, false,
                    false, false, false, false, false, false, null));
        });
    }
}
