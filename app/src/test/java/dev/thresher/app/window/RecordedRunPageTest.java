package dev.thresher.app.window;

import static dev.thresher.app.window.WindowFixture.dialog;
import static dev.thresher.app.window.WindowFixture.fx;
import static dev.thresher.app.window.WindowFixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.window.run.RunPhase;
import dev.thresher.app.window.runs.RunRow;
import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.engine.export.ExportFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What the page of runs does with a run that was trained in this window: export it, and go on with it where something of it is damaged. */
@ExtendWith(ApplicationExtension.class)
class RecordedRunPageTest {
    private static final String HERE = ".runs-page ";

    @TempDir
    private Path folder;
    private WindowFixture window;
    private Path run;
    private byte[] summary;
    private final PlannedChoosers choosers = new PlannedChoosers();

    @Start
    private void open(Stage stage) {
        window = new WindowFixture(folder, stage, choosers);
    }

    @BeforeEach
    void train(FxRobot robot) throws Exception {
        fx(() -> {
            window.bench.model().start();
            return null;
        });
        until(() -> window.bench.model().run().phase().get() == RunPhase.RUNNING && window.bench.model().run().log().get().epochs().size() > 0);
        fx(() -> window.bench.model().stopRun()).get();
        until(() -> window.bench.model().run().phase().get() == RunPhase.STOPPED);
        run = fx(() -> window.bench.model().run().folder().get());
        summary = Files.readAllBytes(run.resolve("summary.json"));
        toRuns(robot);
    }

    private static void toRuns(FxRobot robot) throws Exception {
        robot.clickOn("#page-runs");
        until(() -> !table(robot).getItems().isEmpty());
        fx(() -> {
            table(robot).getSelectionModel().select(0);
            return null;
        });
    }

    @AfterEach
    void close() throws Exception {
        window.close();
    }

    @SuppressWarnings("unchecked")
    private static TableView<RunRow> table(FxRobot robot) {
        return robot.lookup(".runs-table").queryAs(TableView.class);
    }

    private static void press(FxRobot robot, String button) throws Exception {
        until(() -> !robot.lookup(HERE + button).queryButton().isDisabled());
        Platform.runLater(() -> robot.lookup(HERE + button).queryButton().fire());
    }

    private static void answer(FxRobot robot, String button) throws Exception {
        Button found = fx(() -> robot.lookup(".thresher-dialog .button").queryAllAs(Button.class).stream().filter(one -> one.getText().equals(button)).findFirst().orElseThrow());
        Platform.runLater(found::fire);
        until(() -> robot.lookup(".thresher-dialog").tryQuery().isEmpty());
    }

    /** One line, no word of a programmer, and the run is what it was. */
    private void refused(FxRobot robot, String... words) throws Exception {
        press(robot, "#resume");
        String said = dialog(robot);
        assertThat(said).contains("The run could not go on").contains(words).doesNotContain("Exception", "NullPointer");
        answer(robot, "OK");
        until(() -> window.bench.model().run().phase().get() == RunPhase.STOPPED);
        assertThat(Files.readAllBytes(run.resolve("summary.json"))).isEqualTo(summary);
        toRuns(robot); // the Train page shows how far a run that goes on is loaded
    }

    @Test
    void aCheckpointThatWasCutOrChangedIsNamed(FxRobot robot) throws Exception {
        Path checkpoint = run.resolve("checkpoint.safetensors");
        byte[] whole = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, Arrays.copyOf(whole, whole.length / 2));
        refused(robot, checkpoint.toString());
        Files.writeString(checkpoint, "");
        refused(robot, checkpoint.toString());
        byte[] odd = whole.clone();
        Arrays.fill(odd, 8, 40, (byte) '#');
        Files.write(checkpoint, odd);
        refused(robot, checkpoint.toString());
        Files.write(checkpoint, whole);
        press(robot, "#resume");
        until(() -> window.bench.model().run().phase().get() == RunPhase.RUNNING);
    }

    @Test
    void otherDataThanItsOwnAreRefused(FxRobot robot) throws Exception {
        float[] images = new float[4096 * 16];
        images[0] = 0.5f;
        SafeTensors.write(folder.resolve("tiny.safetensors"), Map.of(), List.of(new NamedTensor("images", new int[] {4096, 16}, images),
                new NamedTensor("labels", new int[] {4096}, new float[4096])));
        refused(robot, "data");
        Files.delete(folder.resolve("tiny.safetensors"));
        refused(robot, folder.resolve("tiny.safetensors").toString());
    }

    @Test
    void itsNetworkIsExportedInEveryFormat(FxRobot robot) throws Exception {
        for (ExportFormat format : List.of(ExportFormat.ONNX, ExportFormat.SAFETENSORS, ExportFormat.NPZ_CSR)) {
            Path out = folder.resolve(window.bench.model().network().suggestedName(run) + "." + format);
            choosers.plan(format == ExportFormat.NPZ_CSR ? folder : out);
            press(robot, "#export");
            dialog(robot);
            fx(() -> {
                window.bench.model().network().format().set(format);
                return null;
            });
            answer(robot, "Export…");
            until(() -> window.bench.model().notice().get().startsWith("Exported " + (format == ExportFormat.NPZ_CSR ? folder : out)));
            until(() -> !window.bench.model().network().busy().get());
        }
    }

    @Test
    void anExportThatCannotBeWrittenIsOneLine(FxRobot robot) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        choosers.plan(file.resolve("network.onnx"));
        press(robot, "#export");
        dialog(robot);
        answer(robot, "Export…");
        assertThat(dialog(robot)).contains("The network could not be exported").contains(file.toString()).doesNotContain("Exception");
        answer(robot, "OK");
        Files.write(run.resolve("weights-last.safetensors"), new byte[] {1, 2, 3});
        choosers.plan(folder.resolve("network.onnx"));
        press(robot, "#export");
        dialog(robot);
        answer(robot, "Export…");
        assertThat(dialog(robot)).contains("The network could not be exported").contains("weights-last.safetensors").doesNotContain("Exception");
        answer(robot, "OK");
        assertThat(folder.resolve("network.onnx")).doesNotExist();
    }
}
