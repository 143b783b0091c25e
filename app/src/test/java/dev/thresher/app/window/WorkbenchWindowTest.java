package dev.thresher.app.window;

import static dev.thresher.app.window.WindowFixture.fx;
import static dev.thresher.app.window.WindowFixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.chart.Format;
import dev.thresher.app.chartview.ChartView;
import dev.thresher.app.window.run.RunPhase;
import dev.thresher.app.window.run.RunViewModel;
import dev.thresher.app.window.settings.PreferencesFile;
import dev.thresher.app.window.settings.Theme;
import dev.thresher.engine.log.RunLog;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class WorkbenchWindowTest {
    @TempDir
    private Path folder;
    private WindowFixture window;
    private RunViewModel run;

    @Start
    private void open(Stage stage) {
        window = new WindowFixture(folder, stage);
        run = window.bench.model().run();
    }

    @AfterEach
    void close() throws Exception {
        window.close();
    }

    private void phase(RunPhase expected) throws Exception {
        until(() -> run.phase().get() == expected);
    }

    private static boolean disabled(FxRobot robot, String id) throws Exception {
        return fx(() -> robot.lookup(id).query().isDisabled());
    }

    private static boolean shown(FxRobot robot, String id) throws Exception {
        return fx(() -> robot.lookup(id).query().isVisible());
    }

    /** The words of the dialog that is open. */
    private static String dialog(FxRobot robot) throws Exception {
        until(() -> robot.lookup(".thresher-dialog").tryQuery().isPresent());
        return fx(() -> String.join(" ", robot.lookup(".thresher-dialog .label").queryAllAs(Label.class).stream()
                .map(Label::getText).filter(java.util.Objects::nonNull).toList()));
    }

    private static void answer(FxRobot robot, String button) throws Exception {
        robot.clickOn(button);
        until(() -> robot.lookup(".thresher-dialog").tryQuery().isEmpty());
    }

    private static void escape(FxRobot robot) throws Exception {
        robot.push(KeyCode.ESCAPE);
        until(() -> robot.lookup(".thresher-dialog").tryQuery().isEmpty());
    }

    @Test
    void trainsPausesStepsResumesStopsExportsAndReopens(FxRobot robot) throws Exception {
        assertThat(disabled(robot, "#step")).isTrue();
        robot.clickOn("#start");
        phase(RunPhase.RUNNING);
        RunLog log = run.log().get();
        until(() -> log.steps().size() > 20);
        int seen = log.steps().size();
        until(() -> log.steps().size() > seen + 20);
        assertThat(shown(robot, "#start")).isFalse();
        assertThat(disabled(robot, "#networkGroup")).isTrue();

        robot.clickOn("#pause");
        phase(RunPhase.PAUSED);
        int paused = log.steps().size();
        Thread.sleep(150);
        assertThat(log.steps().size()).isEqualTo(paused);
        robot.clickOn("#step");
        until(() -> log.steps().size() == paused + 1);
        Thread.sleep(150);
        assertThat(log.steps().size()).isEqualTo(paused + 1);
        until(() -> run.reading().get().step().startsWith(String.format(java.util.Locale.ROOT, "%,d of", paused + 1)));

        robot.clickOn("#resume");
        until(() -> log.steps().size() > paused + 20);
        robot.clickOn("#stop");
        phase(RunPhase.STOPPED);
        assertThat(run.end()).isDone();

        Path picture = folder.resolve("curves.svg");
        ChartView chart = fx(() -> robot.lookup(".chart-view").queryAs(ChartView.class));
        fx(() -> {
            chart.setFileChoice((_, _, _, _) -> java.util.Optional.of(picture));
            chart.export(Format.SVG);
            return null;
        });
        until(() -> Files.exists(picture));
        assertThat(Files.readString(picture)).contains("<svg");
        until(() -> folder.equals(window.bench.model().exportFolder().get()));

        Path recorded = run.folder().get();
        assertThat(recorded.resolve("summary.json")).exists();
        fx(() -> {
            window.bench.model().newExperiment();
            window.bench.model().open(recorded);
            return null;
        });
        until(() -> run.log().get() != null);
        RunLog again = run.log().get();
        assertThat(again).isNotSameAs(log);
        assertThat(again.steps().size()).isEqualTo(log.steps().size());
        for (String column : log.steps().names()) {
            assertThat(again.steps().column(column).range(0, again.steps().size())).as(column)
                    .containsExactly(log.steps().column(column).range(0, log.steps().size()));
        }
        assertThat(run.phase().get()).isEqualTo(RunPhase.STOPPED);
        assertThat(window.bench.model().experiment().experiment()).isEqualTo(log.experiment());
    }

    @Test
    void aBadAlphaShowsItsMessageAndDisablesStart(FxRobot robot) throws Exception {
        TextField alpha = fx(() -> robot.lookup("#alpha").queryAs(TextField.class));
        robot.doubleClickOn(alpha).push(KeyCode.SHORTCUT, KeyCode.A).write("-1");
        until(() -> robot.lookup("#start").queryAs(Button.class).isDisabled());
        String problem = fx(() -> window.bench.model().experiment().method.alpha.problem().get());
        assertThat(problem).contains("-1");
        assertThat(fx(() -> robot.lookup("#alphaRow .setting-problem").queryAs(Label.class).getText())).isEqualTo(problem);
        assertThat(shown(robot, "#alphaRow .setting-problem")).isTrue();
        assertThat(fx(() -> robot.lookup("#subtitle").queryAs(Label.class).getText())).isEqualTo("Cannot start: α: " + problem);
        robot.clickOn(alpha).push(KeyCode.SHORTCUT, KeyCode.A).write("1e-3");
        until(() -> !robot.lookup("#start").queryAs(Button.class).isDisabled());
        assertThat(shown(robot, "#alphaRow .setting-problem")).isFalse();
    }

    @Test
    void closingDuringARunAsks(FxRobot robot) throws Exception {
        robot.clickOn("#start");
        phase(RunPhase.RUNNING);
        window.askToClose();
        assertThat(dialog(robot)).contains("still training").contains("can be resumed later");
        answer(robot, "Keep training");
        assertThat(run.live()).isTrue();
        assertThat(window.stage.isShowing()).isTrue();

        window.askToClose();
        dialog(robot);
        robot.clickOn("Stop and close");
        until(() -> !window.stage.isShowing());
        assertThat(run.phase().get()).isEqualTo(RunPhase.STOPPED);
        assertThat(run.folder().get().resolve("summary.json")).exists();
    }

    @Test
    void aFolderThatCannotBeWrittenIsOneLineInADialog(FxRobot robot) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        fx(() -> {
            window.bench.model().experiment().run.runs.value().set(file.resolve("runs").toString());
            return null;
        });
        robot.clickOn("#start");
        assertThat(dialog(robot)).contains("could not start").contains(file.toString()).doesNotContain("Exception");
        answer(robot, "OK");
        assertThat(run.phase().get()).isEqualTo(RunPhase.EMPTY);
        assertThat(disabled(robot, "#start")).isFalse();
    }

    @Test
    void aFaultNobodyForesawIsOneLineAndALog(FxRobot robot) throws Exception {
        javafx.application.Platform.runLater(() -> {
            throw new IllegalStateException("unforeseen");
        });
        Path log = folder.resolve("settings").resolve("thresher.log");
        assertThat(dialog(robot)).contains("unforeseen").contains(log.toString()).doesNotContain("at dev.thresher");
        answer(robot, "OK");
        assertThat(Files.readString(log)).contains("IllegalStateException: unforeseen").contains("at dev.thresher");
        assertThat(disabled(robot, "#start")).isFalse();
    }

    @Test
    void keysDriveTheRun(FxRobot robot) throws Exception {
        robot.push(KeyCode.SHORTCUT, KeyCode.R);
        phase(RunPhase.RUNNING);
        robot.push(KeyCode.SHORTCUT, KeyCode.P);
        phase(RunPhase.PAUSED);
        int paused = run.log().get().steps().size();
        robot.push(KeyCode.SHORTCUT, KeyCode.T);
        until(() -> run.log().get().steps().size() == paused + 1);
        robot.push(KeyCode.SHORTCUT, KeyCode.PERIOD);
        phase(RunPhase.STOPPED);
    }

    @Test
    void theThemeIsSwitchedAndRemembered(FxRobot robot) throws Exception {
        Node before = fx(() -> robot.lookup("#theme").query());
        robot.clickOn(before);
        until(() -> window.bench.model().theme().get() == Theme.DARK);
        window.askToClose();
        until(() -> !window.stage.isShowing());
        PreferencesFile.Read kept = new PreferencesFile(folder.resolve("settings").resolve("workbench.json")).read();
        assertThat(kept.notice()).isEmpty();
        assertThat(kept.preferences().theme()).isEqualTo(Theme.DARK);
        assertThat(kept.preferences().window().width()).isEqualTo(1000);
    }

    @Test
    void aRunThatIsBeingWrittenIsFollowedToItsEnd(FxRobot robot) throws Exception {
        robot.clickOn("#start");
        phase(RunPhase.RUNNING);
        until(() -> run.log().get().steps().size() > 20);
        robot.clickOn("#stop");
        phase(RunPhase.STOPPED);
        Path whole = run.folder().get();
        int steps = run.log().get().steps().size();
        Path growing = Files.createDirectory(folder.resolve("growing"));
        for (String name : new String[] {"experiment.json", "epochs.csv", "events.csv"}) {
            Files.copy(whole.resolve(name), growing.resolve(name));
        }
        String all = Files.readString(whole.resolve("steps.csv"));
        int cut = all.length() / 2;
        Files.writeString(growing.resolve("steps.csv"), all.substring(0, cut));
        fx(() -> {
            window.bench.model().open(growing);
            return null;
        });
        phase(RunPhase.FOLLOWING);
        assertThat(run.log().get().steps().size()).isPositive().isLessThan(steps);
        Files.writeString(growing.resolve("steps.csv"), all.substring(cut), StandardOpenOption.APPEND);
        until(() -> run.log().get().steps().size() == steps);
        Files.copy(whole.resolve("summary.json"), growing.resolve("summary.json"));
        phase(RunPhase.STOPPED);
    }

    @Test
    void aRunThatWasStoppedIsReopenedAndResumed(FxRobot robot) throws Exception {
        assertThat(shown(robot, "#goOnPlace")).as("there is no run").isFalse();
        robot.clickOn("#start");
        phase(RunPhase.RUNNING);
        until(() -> run.log().get().steps().size() > 20);
        assertThat(shown(robot, "#goOnPlace")).as("it goes on already").isFalse();
        robot.clickOn("#stop");
        phase(RunPhase.STOPPED);
        int stopped = run.log().get().steps().size();
        Path recorded = run.folder().get();
        reopen(recorded);
        until(() -> !robot.lookup("#goOn").query().isDisabled());
        assertThat(shown(robot, "#start")).isTrue();

        robot.clickOn("#goOn");
        until(() -> run.log().get().steps().size() > stopped + 20);
        assertThat(run.folder().get()).isEqualTo(recorded);
        assertThat(run.reading().get().step()).endsWith("of 204,800");
        robot.push(KeyCode.SHORTCUT, KeyCode.PERIOD);
        phase(RunPhase.STOPPED);
        int further = run.log().get().steps().size();

        until(run::canGoOn);
        robot.push(KeyCode.SHORTCUT, KeyCode.P);
        until(() -> run.phase().get() == RunPhase.RUNNING && run.log().get().steps().size() > further);
        robot.clickOn("#stop");
        phase(RunPhase.STOPPED);
    }

    @Test
    void aRunWhoseDataAreGoneIsOneLineAndStaysAsItWas(FxRobot robot) throws Exception {
        robot.clickOn("#start");
        phase(RunPhase.RUNNING);
        until(() -> run.log().get().steps().size() > 20);
        robot.clickOn("#stop");
        phase(RunPhase.STOPPED);
        int steps = run.log().get().steps().size();
        Files.delete(folder.resolve("tiny.safetensors"));
        until(run::canGoOn);
        robot.clickOn("#goOn");
        assertThat(dialog(robot)).contains("could not go on").contains("tiny.safetensors").doesNotContain("Exception");
        answer(robot, "OK");
        phase(RunPhase.STOPPED);
        assertThat(run.log().get().steps().size()).isEqualTo(steps);
        assertThat(run.folder().get().resolve("summary.json")).exists();
    }

    @Test
    void aRunThatAnotherWritesOrThatHasNoCheckpointIsNotResumed(FxRobot robot) throws Exception {
        robot.clickOn("#start");
        phase(RunPhase.RUNNING);
        until(() -> run.log().get().steps().size() > 20);
        robot.clickOn("#stop");
        phase(RunPhase.STOPPED);
        until(run::canGoOn);
        Path recorded = run.folder().get();
        Files.delete(recorded.resolve("summary.json"));
        try (FileChannel channel = FileChannel.open(recorded.resolve("run.lock"), StandardOpenOption.WRITE); FileLock _ = channel.lock()) {
            reopen(recorded);
            phase(RunPhase.FOLLOWING);
            until(() -> robot.lookup("#goOn").query().isDisabled());
            assertThat(fx(() -> robot.lookup("#goOn").query().getAccessibleHelp())).contains("Another process is training this run");
        }
        until(run::canGoOn);
        Files.delete(recorded.resolve("checkpoint.safetensors"));
        until(() -> run.resumeProblem().get().contains("before its first checkpoint"));
        assertThat(disabled(robot, "#goOn")).isTrue();
    }

    @Test
    void aNetworkIsDescribedAndExported(FxRobot robot) throws Exception {
        robot.push(KeyCode.SHORTCUT, KeyCode.I);
        until(() -> robot.lookup("#layerTable").tryQuery().isPresent());
        TableView<?> layers = fx(() -> robot.lookup("#layerTable").queryAs(TableView.class));
        assertThat(layers.getItems()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(dialog(robot)).contains("16").contains("can be masked");
        escape(robot);

        robot.clickOn("#start");
        phase(RunPhase.RUNNING);
        until(() -> run.log().get().steps().size() > 20);
        robot.clickOn("#stop");
        phase(RunPhase.STOPPED);
        robot.push(KeyCode.SHORTCUT, KeyCode.E);
        assertThat(dialog(robot)).contains("Export the network").contains("Weights");
        escape(robot);
        Path out = folder.resolve("net.onnx");
        fx(() -> {
            window.bench.model().export(run.folder().get(), out);
            return null;
        });
        until(() -> window.bench.model().notice().get().startsWith("Exported " + out));
        assertThat(out).isNotEmptyFile();
    }

    private void reopen(Path recorded) throws Exception {
        fx(() -> {
            window.bench.model().newExperiment();
            window.bench.model().open(recorded);
            return null;
        });
        until(() -> run.log().get() != null);
    }
}
