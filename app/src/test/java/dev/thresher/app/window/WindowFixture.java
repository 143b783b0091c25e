package dev.thresher.app.window;

import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.engine.experiment.Experiment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.testfx.util.WaitForAsyncUtils;

/** A window on a small set of tensors, within the screen of the headless platform, with folders of its own. */
final class WindowFixture {
    private static final int EXAMPLES = 4096;
    private static final int FEATURES = 16;

    final Path folder;
    final Stage stage;
    final Workbench bench;

    /** On the JavaFX thread. */
    WindowFixture(Path folder, Stage stage) {
        this.folder = folder;
        this.stage = stage;
        bench = new Workbench(stage, new WindowOptions(experiment(tensors(folder)), null),
                new DataFolders(List.of(folder), folder), folder.resolve("settings"));
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
