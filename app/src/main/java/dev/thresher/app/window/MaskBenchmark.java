package dev.thresher.app.window;

import dev.thresher.app.masks.SheetView;
import dev.thresher.app.maskview.SheetPane;
import dev.thresher.app.measure.Waits;
import dev.thresher.app.measure.WindowSheets;
import dev.thresher.app.window.masks.MaskScene;
import dev.thresher.datasets.catalogue.DataFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import javafx.event.EventType;
import javafx.scene.control.Slider;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.stage.Stage;

/**
 * Times the window's thread while the Masks page shows layers as large as ResNet-50's: zoomed by the wheel, dragged, and gone through
 * moment by moment. What is done next is done when the picture of what was done before is on the screen, at most sixty times a second.
 */
public final class MaskBenchmark {
    private static final int FRAME_MS = 16;
    private static final int PATIENCE_MS = 2_000;
    private static final int WHEEL = 10;   // notches in, then out again
    private static final int DRAGS = 25;   // moves one way, then back
    private static final int CLOSER = 6;   // notches before a sheet is dragged

    private final DataFolders folders;
    private final Path work;
    private final Consumer<String> progress;
    private final double seconds;
    private Stage stage;
    private Workbench workbench;
    private volatile CountDownLatch painted = new CountDownLatch(1);

    /**
     * @param work an empty folder for runs and settings; the caller removes it
     * @param progress hears what is being measured
     * @param seconds for which each is done
     */
    public MaskBenchmark(DataFolders folders, Path work, Consumer<String> progress, double seconds) {
        this.folders = folders;
        this.work = work;
        this.progress = progress;
        this.seconds = seconds;
    }

    /** Runs on a thread of its own, with the toolkit started. */
    public WindowSheets run() throws IOException, InterruptedException {
        progress.accept("a run of large layers, to be looked at");
        Path run = LargeLayers.record(work, folders);
        stage = FxThread.call(Stage::new);
        workbench = FxThread.call(() -> {
            Workbench made = new Workbench(stage, new WindowOptions(null, run), folders, work.resolve("settings"));
            made.model().page().set(Page.MASKS);
            made.show();
            return made;
        });
        try {
            await(() -> scene() != null);
            FxThread.run(() -> sheet().setOnPainted(() -> painted.countDown()));
            List<WindowSheets.Row> rows = new ArrayList<>();
            for (String layer : LargeLayers.NAMES) {
                rows.addAll(measure(layer));
            }
            return new WindowSheets(rows);
        } finally {
            FxThread.run(() -> {
                stage.close();
                workbench.close();
            });
        }
    }

    private List<WindowSheets.Row> measure(String layer) throws InterruptedException {
        FxThread.run(() -> workbench.model().masks().choose(layer));
        await(() -> scene() != null && scene().layer().name().equals(layer));
        String size = FxThread.call(() -> scene().layer().size());
        List<WindowSheets.Row> rows = new ArrayList<>();
        rows.add(row(size, "zooming by the wheel", n -> moved(() -> wheel(n / WHEEL % 2 == 0, n))));
        FxThread.run(() -> {
            sheet().look().fit();
            for (int i = 0; i < CLOSER; i++) {
                sheet().look().zoomIn();
            }
            mouse(MouseEvent.MOUSE_PRESSED, 0);
        });
        rows.add(row(size, "dragging", n -> moved(() -> mouse(MouseEvent.MOUSE_DRAGGED, n % (2 * DRAGS) < DRAGS ? n % DRAGS : DRAGS - n % DRAGS))));
        FxThread.run(sheet().look()::fit);
        rows.add(row(size, "sliding through moments", this::slide));
        return rows;
    }

    private WindowSheets.Row row(String layer, String doing, IntPredicate gesture) throws InterruptedException {
        progress.accept(layer + ": " + doing);
        List<Double> pictures = new ArrayList<>();
        WindowPulse pulse = new WindowPulse(_ -> { });
        pulse.start();
        try (pulse) {
            long end = System.nanoTime() + (long) (1e9 * seconds);
            for (int n = 0; System.nanoTime() < end || pictures.isEmpty(); n++) {
                CountDownLatch picture = new CountDownLatch(1);
                painted = picture;
                long begun = System.nanoTime();
                int turn = n;
                if (FxThread.call(() -> gesture.test(turn))) {
                    if (!picture.await(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                        throw new IllegalStateException("no picture came of " + doing + " within " + PATIENCE_MS + " ms");
                    }
                    pictures.add((System.nanoTime() - begun) / 1e6);
                }
                Thread.sleep(Math.max(0, FRAME_MS - (System.nanoTime() - begun) / 1_000_000));
            }
        }
        return new WindowSheets.Row(layer, doing, pictures.size(), Waits.of(pictures.stream().mapToDouble(Double::doubleValue)),
                pulse.waits(), pulse.work());
    }

    /** Whether something is seen that was not before. */
    private boolean moved(Runnable gesture) {
        SheetView before = sheet().look().viewProperty().get();
        gesture.run();
        return !sheet().look().viewProperty().get().equals(before);
    }

    private void wheel(boolean closer, int n) {
        double x = sheet().getWidth() * (0.3 + 0.4 * (n % 7) / 7);
        double y = sheet().getHeight() * (0.3 + 0.4 * (n % 5) / 5);
        double delta = closer ? 40 : -40;
        sheet().fireEvent(new ScrollEvent(ScrollEvent.SCROLL, x, y, x, y, false, false, false, false, true, false, 0, delta, 0, delta,
                ScrollEvent.HorizontalTextScrollUnits.NONE, 0, ScrollEvent.VerticalTextScrollUnits.NONE, 0, 0, null));
    }

    private void mouse(EventType<MouseEvent> type, int steps) {
        double x = sheet().getWidth() / 2 - 7 * steps;
        double y = sheet().getHeight() / 2 - 5 * steps;
        sheet().fireEvent(new MouseEvent(type, x, y, x, y, MouseButton.PRIMARY, 1, false, false, false, false, true, false, false, true, false,
                false, null));
    }

    private boolean slide(int n) {
        Slider time = (Slider) stage.getScene().getRoot().lookup("#time");
        double next = n % ((int) time.getMax() + 1);
        boolean other = next != time.getValue();
        time.setValue(next);
        return other;
    }

    private SheetPane sheet() {
        return (SheetPane) stage.getScene().getRoot().lookup("#sheet");
    }

    private MaskScene scene() {
        return workbench.model().masks().scene().get();
    }

    private static void await(Callable<Boolean> condition) throws InterruptedException {
        FxThread.await(condition, 20);
    }
}
