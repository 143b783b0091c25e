package dev.thresher.app.window;

import static dev.thresher.app.window.WindowFixture.dialog;
import static dev.thresher.app.window.WindowFixture.escape;
import static dev.thresher.app.window.WindowFixture.fx;
import static dev.thresher.app.window.WindowFixture.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.figure.Template;
import dev.thresher.app.testing.FullDisk;
import dev.thresher.app.testing.MadeRuns;
import dev.thresher.app.window.queue.QueueFile;
import dev.thresher.engine.run.RunCatalogue;
import dev.thresher.engine.run.RunOverview;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.image.ImageView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The page of comparisons as a user drives it. */
@ExtendWith(ApplicationExtension.class)
class ComparePageTest {
    @TempDir
    private Path folder;
    private Path runs;
    private WindowFixture window;
    private final PlannedChoosers choosers = new PlannedChoosers();

    @Start
    private void open(Stage stage) {
        runs = folder.resolve("runs");
        MadeRuns.finished(runs.resolve("first"), MadeRuns.lenet(5e-4, 1), 0.97, 0.1, 0.2, 0.9);
        MadeRuns.finished(runs.resolve("second"), MadeRuns.lenet(1e-3, 1), 0.96, 0.05, 0.1, 0.8);
        window = new WindowFixture(folder, stage, choosers);
    }

    @AfterEach
    void close() throws Exception {
        window.close();
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    /** On the JavaFX thread. */
    private static int rows(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(TableView.class).getItems().size();
    }

    @Test
    void runsChosenOnTheirPageStandSideBySide(FxRobot robot) throws Exception {
        robot.clickOn("#page-runs");
        until(() -> rows(robot, ".runs-table") == 2);
        robot.clickOn("first");
        robot.clickOn("#compare");
        until(() -> robot.lookup("#message").tryQueryAs(Label.class).filter(label -> label.getText().contains("one run alone makes no comparison")).isPresent());
        assertThat(fx(() -> robot.lookup("#tabs").query().isVisible())).isFalse();
        assertThat(fx(() -> robot.lookup("#empty").query().isVisible())).isTrue();

        robot.clickOn("#page-runs");
        robot.clickOn("second");
        robot.clickOn("#compare");
        until(() -> robot.lookup("#tabs").query().isVisible());
        robot.clickOn("Table");
        until(() -> rows(robot, ".compare-table") == 2);
        robot.clickOn("#copyMarkdown");
        assertThat(fx(() -> Clipboard.getSystemClipboard().getString())).startsWith("| Run | Model | Method | α |").contains("| 5e-4 | 1 |");
        // Its notice moves the page: another click must not come while it does.
        fx(() -> {
            robot.lookup("#copyLatex").queryButton().fire();
            return null;
        });
        assertThat(fx(() -> Clipboard.getSystemClipboard().getString())).contains("\\toprule");
        robot.clickOn("Figure 7");
        until(() -> text(robot, "#consistency").contains("1.00, one pair of runs"));
        robot.clickOn("Figure 3");
        robot.clickOn("Side by side");
        until(() -> robot.lookup(".compare-grid .chart-view").queryAll().size() == 2);
        // The rail has a button of that name too.
        robot.clickOn(fx(() -> robot.lookup("#tabs .tab .tab-label").<Label>queryAll().stream()
                .filter(label -> label.getText().equals("Masks")).findFirst().orElseThrow()));
        until(() -> text(robot, "#maskWords").startsWith("Kept in both: "));
        until(() -> robot.lookup("#pairSheet2 .image-view").queryAs(ImageView.class).getImage() != null);
    }

    @Test
    void anAlphaThatIsNoNumberIsNamedAndCannotBeQueued(FxRobot robot) throws Exception {
        robot.clickOn("#page-compare");
        robot.clickOn("#alphas").push(KeyCode.SHORTCUT, KeyCode.A).write("1e-4, x");
        until(() -> text(robot, "#alphaProblem").equals("'x' is no number; try 5e-4"));
        until(() -> robot.lookup("#enqueue").queryAs(Button.class).isDisabled());
        robot.push(KeyCode.SHORTCUT, KeyCode.A).write("1e-4");
        until(() -> !robot.lookup("#enqueue").queryAs(Button.class).isDisabled());
    }

    @Test
    void theQueueTrainsWhileOtherPagesAreSeenAndAsksBeforeTheWindowCloses(FxRobot robot) throws Exception {
        fx(() -> {
            window.bench.model().experiment().run.steps.value().set("30");
            return null;
        });
        robot.clickOn("#page-compare");
        robot.clickOn("#alphas").push(KeyCode.SHORTCUT, KeyCode.A).write("1e-4, 1e-3");
        robot.clickOn("#dense");
        until(() -> text(robot, "#plan").equals("2 runs: 2 α × 1 seed"));
        robot.clickOn("#enqueue");
        robot.clickOn("#page-train");
        until(() -> finished() == 4);
        robot.clickOn("#page-compare");
        until(() -> robot.lookup("#tabs").query().isVisible());
        assertThat(fx(() -> robot.lookup("#list").queryAs(ListView.class).getItems().size())).isEqualTo(2);

        fx(() -> {
            window.bench.model().experiment().run.steps.value().set("");
            return null;
        });
        robot.clickOn("#enqueue");
        until(() -> text(robot, "#queueHeading").equals("Queue: 1 in training, 1 waiting"));
        window.askToClose();
        until(() -> robot.lookup("Keep training").tryQuery().filter(Node::isFocused).isPresent());
        robot.push(KeyCode.ENTER);
        until(() -> robot.lookup(".thresher-dialog").tryQuery().isEmpty());
        assertThat(fx(() -> window.stage.isShowing())).isTrue();
        window.askToClose();
        until(() -> robot.lookup(".thresher-dialog").tryQuery().isPresent());
        robot.clickOn("Stop and close");
        until(() -> !window.stage.isShowing());
        assertThat(new RunCatalogue().read(List.of(runs)).runs()).extracting(RunOverview::state).doesNotContain(RunOverview.State.RUNNING)
                .contains(RunOverview.State.STOPPED);
        assertThat(new QueueFile(folder.resolve("settings/queue.json")).read()).as("what was stopped, and what waited").hasSize(2)
                .extracting(QueueFile.Entry::folder).last().isNull();
    }

    private long finished() {
        return new RunCatalogue().read(List.of(runs)).runs().stream().filter(run -> run.state() == RunOverview.State.FINISHED).count();
    }

    @Test
    void whatWaitedWhenTheWindowWasClosedWaitsWhenItOpensAgain(FxRobot robot) throws Exception {
        new QueueFile(folder.resolve("again/queue.json")).write(List.of(new QueueFile.Entry(WindowFixture.experiment(folder.resolve("tiny.safetensors"))
                .withSteps(3), runs.toString(), null)));
        WindowFixture second = fx(() -> new WindowFixture(folder, new Stage(), choosers, "again"));
        try {
            assertThat(fx(() -> second.bench.model().notice().get())).startsWith("One run of the queue waits since the window was closed: press Go on");
            fx(() -> {
                second.bench.model().page().set(Page.COMPARE);
                return null;
            });
            assertThat(fx(() -> second.bench.compareModel().queue().live())).isFalse();
            until(() -> robot.from(second.stage.getScene().getRoot()).lookup("#heldWords").query().isVisible());
            fx(() -> {
                robot.from(second.stage.getScene().getRoot()).lookup("#hold").queryButton().fire();
                return null;
            });
            until(() -> second.bench.compareModel().queue().unfinished().isEmpty());
            assertThat(finished()).isEqualTo(3);
        } finally {
            second.close();
        }
        assertThat(folder.resolve("again/queue.json")).as("nothing is left to do").doesNotExist();
    }

    private void bothRuns() throws Exception {
        fx(() -> {
            window.bench.compareModel().join(List.of(runs.resolve("first"), runs.resolve("second")));
            window.bench.model().page().set(Page.COMPARE);
            return null;
        });
        until(() -> window.bench.compareModel().comparison().get() != null);
    }

    private static void export(FxRobot robot) throws Exception {
        fx(() -> {
            robot.lookup("#export").queryButton().fire();
            return null;
        });
    }

    @Test
    void foldersAreChosenOrNot(FxRobot robot) throws Exception {
        bothRuns();
        WindowFixture.choose(robot, "#runsMenu", "addRun");
        until(() -> choosers.asked.equals(List.of("A run folder to compare with")));
        assertThat(fx(() -> window.bench.compareModel().folders().size())).as("cancelled").isEqualTo(2);
        choosers.plan(MadeRuns.finished(folder.resolve("elsewhere"), MadeRuns.lenet(1e-4, 1), 0.98, 0.5, 0.6, 1));
        WindowFixture.choose(robot, "#runsMenu", "addRun");
        until(() -> window.bench.compareModel().comparison().get().runs().size() == 3);

        export(robot);
        until(() -> choosers.asked.getLast().equals("Folder for the tables and charts"));
        assertThat(fx(() -> window.bench.compareModel().busy().get())).as("cancelled").isFalse();
        choosers.plan(folder.resolve("out"));
        export(robot);
        until(() -> window.bench.model().notice().get().startsWith("Wrote ") && window.bench.model().notice().get().endsWith(" files into " + folder.resolve("out")));
        assertThat(folder.resolve("out/fig3.pdf")).isNotEmptyFile();
    }

    @Test
    void aDiskThatFillsUpIsOneLineAndLeavesNoPartOfAFile(FxRobot robot) throws Exception {
        bothRuns();
        try (FullDisk disk = new FullDisk(64 << 10)) {
            choosers.plan(disk.folder());
            export(robot);
            assertThat(dialog(robot)).contains("The comparison could not be exported").contains("/disk/").contains("free some space").doesNotContain("\n");
            escape(robot);
            assertThat(disk.files()).isNotEmpty().noneMatch(part -> part.toString().endsWith(".part"));
            until(() -> !window.bench.compareModel().busy().get());
        }
    }

    @Test
    void aFigureGoesOnOnTheFiguresPage(FxRobot robot) throws Exception {
        bothRuns();
        fx(() -> {
            robot.lookup("#tabs").queryAs(TabPane.class).getSelectionModel().select(4);
            return null;
        });
        until(() -> robot.lookup("#toFigure7").tryQuery().isPresent());
        fx(() -> {
            robot.lookup("#toFigure7").queryButton().fire();
            return null;
        });
        until(() -> window.bench.model().page().get() == Page.FIGURES && window.bench.model().figures().template().get() == Template.FIG7);
        until(() -> window.bench.model().figures().preview().get().picture() != null);
        assertThat(fx(() -> window.bench.model().figures().figure().runs())).containsExactlyInAnyOrder(runs.resolve("first"), runs.resolve("second"));
    }

    @Test
    void theTableIsSortedByAClickAndCopiedAsItIsShown(FxRobot robot) throws Exception {
        bothRuns();
        fx(() -> {
            robot.lookup("#tabs").queryAs(TabPane.class).getSelectionModel().select(2);
            TableView<?> table = robot.lookup(".compare-table").queryAs(TableView.class);
            var alpha = table.getColumns().stream().filter(column -> column.getText().equals("α")).findFirst().orElseThrow();
            alpha.setSortType(TableColumn.SortType.DESCENDING);
            sortBy(table, alpha);
            robot.lookup("#copyCsv").queryButton().fire();
            return null;
        });
        assertThat(fx(() -> Clipboard.getSystemClipboard().getString()).lines().map(line -> line.split(",")[0])).containsExactly("Run", "second", "first");
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static void sortBy(TableView table, TableColumn column) {
        table.getSortOrder().setAll(column);
    }
}
