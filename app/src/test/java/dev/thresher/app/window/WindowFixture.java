package dev.thresher.app.window;

import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.engine.experiment.Experiment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** A window on a small set of tensors, within the screen of the headless platform, with folders of its own. */
final class WindowFixture {
    private static final int EXAMPLES = 4096;
    private static final int FEATURES = 16;

    final Path folder;
    final Stage stage;
    final Workbench bench;

    /** On the JavaFX thread; the user picks no files. */
    WindowFixture(Path folder, Stage stage) {
        this(folder, stage, new PlannedChoosers());
    }

    /** On the JavaFX thread. */
    WindowFixture(Path folder, Stage stage, PlannedChoosers choosers) {
        this(folder, stage, choosers, "settings");
    }

    /** The same with settings of its own, in the folder of that name. */
    WindowFixture(Path folder, Stage stage, PlannedChoosers choosers, String settings) {
        this.folder = folder;
        this.stage = stage;
        bench = new Workbench(stage, new WindowOptions(experiment(tensors(folder)), null),
                new DataFolders(List.of(folder), folder), folder.resolve(settings), UnaryOperator.identity(), choosers);
        bench.model().experiment().run.runs.value().set(folder.resolve("runs").toString());
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(1000);
        stage.setHeight(700);
        bench.show();
    }

    /** One example a step, many epochs: a run that goes on for as long as a test looks at it. */
    static Experiment experiment(Path tensors) {
        Experiment standard = Experiment.standard();
        return standard.withEpochs(50).withData(standard.data().withDataset("tiny").withTensors(tensors.toString()).withBatch(1));
    }

    static Path tensors(Path folder) {
        float[] images = new float[EXAMPLES * FEATURES];
        float[] labels = new float[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            labels[i] = i % 10;
            images[i * FEATURES + i % 10] = 1;
        }
        Path file = folder.resolve("tiny.safetensors");
        SafeTensors.write(file, Map.of(), List.of(new NamedTensor("images", new int[] {EXAMPLES, FEATURES}, images),
                new NamedTensor("labels", new int[] {EXAMPLES}, labels)));
        return file;
    }

    /** Does work on the JavaFX thread and waits for it. */
    static <T> T fx(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Platform.runLater(task);
        return task.get(20, TimeUnit.SECONDS);
    }

    /** Waits until something holds on the JavaFX thread. */
    static void until(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> fx(condition));
    }

    /** Presses an entry of a menu, which need not be open. */
    static void choose(FxRobot robot, String menu, String entry) throws Exception {
        fx(() -> robot.lookup(menu).queryAs(MenuButton.class).getItems()).stream().filter(item -> entry.equals(item.getId())).findFirst()
                .ifPresentOrElse(item -> Platform.runLater(item::fire), () -> {
                    throw new AssertionError(menu + " has no " + entry);
                });
        fx(() -> null); // what the entry does at once is done
    }

    /** What an open dialog says; waits for it. */
    static String dialog(FxRobot robot) throws Exception {
        until(() -> robot.lookup(".thresher-dialog").tryQuery().isPresent());
        return fx(() -> String.join(" ", robot.lookup(".thresher-dialog .label").queryAllAs(Label.class).stream()
                .map(Label::getText).filter(Objects::nonNull).toList()));
    }

    /** Closes an open dialog by its key. */
    static void escape(FxRobot robot) throws Exception {
        robot.push(KeyCode.ESCAPE);
        until(() -> robot.lookup(".thresher-dialog").tryQuery().isEmpty());
    }

    /** What a click on the window's cross does; returns while the question is still open. */
    void askToClose() {
        Platform.runLater(() -> {
            WindowEvent event = new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST);
            stage.fireEvent(event);
            if (!event.isConsumed()) {
                stage.close();
            }
        });
    }

    void close() throws Exception {
        bench.close();
        fx(() -> {
            stage.close();
            return null;
        });
    }
}
