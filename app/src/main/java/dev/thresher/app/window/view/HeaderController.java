package dev.thresher.app.window.view;

import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.run.RunPhase;
import dev.thresher.app.window.run.RunReading;
import dev.thresher.app.window.run.RunViewModel;
import dev.thresher.app.window.settings.Theme;
import dev.thresher.engine.log.RunLog;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;

/** Ties the header to the run: its name and state, the commands, the quiet numbers. */
public final class HeaderController {
    private final WorkbenchViewModel workbench;
    private final RunViewModel run;
    private final Dialogs dialogs;
    private final NetworkDialogs networks;
    private final Tooltip goOnTip = SettingRow.tip("");

    @FXML private Label title;
    @FXML private Label subtitle;
    @FXML private Label state;
    @FXML private Button start;
    @FXML private Button pause;
    @FXML private Button resume;
    @FXML private StackPane goOnPlace;
    @FXML private Button goOn;
    @FXML private Button step;
    @FXML private Button stop;
    @FXML private Button open;
    @FXML private MenuButton menu;
    @FXML private Button theme;
    @FXML private FontIcon themeIcon;
    @FXML private MenuItem newItem;
    @FXML private MenuItem openItem;
    @FXML private MenuItem exportItem;
    @FXML private MenuItem describeItem;
    @FXML private MenuItem themeItem;
    @FXML private Menu recent;
    @FXML private ProgressBar progress;
    @FXML private Metric epoch;
    @FXML private Metric steps;
    @FXML private Metric timeLeft;
    @FXML private Metric speed;
    @FXML private Metric remaining;
    @FXML private Metric accuracy;
    @FXML private Metric device;

    public HeaderController(WorkbenchViewModel workbench, Dialogs dialogs, NetworkDialogs networks) {
        this.networks = networks;
        this.workbench = workbench;
        this.run = workbench.run();
        this.dialogs = dialogs;
    }

    @FXML
    private void initialize() {
        Tooltip.install(goOnPlace, goOnTip);
        menu.setTooltip(SettingRow.tip("New experiment, recent runs, the network, and about this program"));
        run.reading().addListener((_, _, reading) -> show(reading));
        show(run.reading().get());
        run.phase().addListener((_, _, phase) -> show(phase));
        show(run.phase().get());
        for (ObservableValue<?> part : List.of(run.folder(), run.log(), run.message(), workbench.startProblem())) {
            part.addListener((_, _, _) -> name());
        }
        name();
        commands();
        workbench.recent().addListener((_, _, _) -> listRecent());
        listRecent();
        workbench.theme().addListener((_, _, _) -> showTheme());
        showTheme();
    }

    private void commands() {
        BooleanBinding live = when(() -> run.phase().get().live());
        BooleanBinding resumable = when(run::canResume);
        Shown.when(start, live.not());
        Shown.when(pause, live.and(resumable.not()));
        Shown.when(resume, resumable);
        start.disableProperty().bind(workbench.startProblem().isNotEmpty());
        Shown.when(goOnPlace, live.not().and(run.log().isNotNull()));
        goOn.disableProperty().bind(workbench.goOnProblem().isNotEmpty());
        workbench.goOnProblem().addListener((_, _, problem) -> explainGoOn(problem));
        explainGoOn(workbench.goOnProblem().get());
        pause.disableProperty().bind(when(run::canPause).not());
        step.disableProperty().bind(when(run::canStep).not());
        stop.disableProperty().bind(when(run::canStop).not());
        open.disableProperty().bind(live);
        newItem.disableProperty().bind(live);
        openItem.disableProperty().bind(live);
        recent.disableProperty().bind(live);
        exportItem.disableProperty().bind(run.log().isNull().or(workbench.network().busy()));
        Shortcut.START.explain(start, "Train the experiment on the left, from its first step");
        Shortcut.PAUSE.explain(pause, "Pause after the step at hand");
        Shortcut.PAUSE.explain(resume, "Train on");
        Shortcut.STEP.explain(step, "Take a single step, then pause again. Only while paused");
        Shortcut.STOP.explain(stop, "End the run after the step at hand; everything up to then is kept, and it can be resumed");
        Shortcut.OPEN.explain(open, "Show a run from its folder, also one that is being written");
        Shortcut.NEW.show(newItem);
        Shortcut.OPEN.show(openItem);
        Shortcut.EXPORT.show(exportItem);
        Shortcut.DESCRIBE.show(describeItem);
        Shortcut.THEME.show(themeItem);
    }

    /** The tip sits on what is around the button: a disabled one shows none. */
    private void explainGoOn(String problem) {
        String whatOrWhy = problem.isEmpty() ? Shortcut.PAUSE.words("Go on with this run from its last checkpoint, in its own folder") : problem;
        goOnTip.setText(whatOrWhy);
        goOn.setAccessibleHelp(whatOrWhy);
    }

    private BooleanBinding when(Callable<Boolean> condition) {
        return Bindings.createBooleanBinding(condition, run.phase());
    }

    private void show(RunPhase phase) {
        state.setText(phase.title());
        mark("good", phase == RunPhase.FINISHED);
        mark("busy", phase == RunPhase.RUNNING || phase == RunPhase.LOADING || phase == RunPhase.FOLLOWING);
        mark("waiting", phase == RunPhase.PAUSED || phase == RunPhase.PAUSING || phase == RunPhase.STOPPING);
        mark("bad", phase == RunPhase.FAILED);
        name();
    }

    private void mark(String name, boolean on) {
        state.pseudoClassStateChanged(PseudoClass.getPseudoClass(name), on);
    }

    private void name() {
        Path folder = run.folder().get();
        RunPhase phase = run.phase().get();
        RunLog log = run.log().get();
        boolean shown = folder != null && log != null && (phase != RunPhase.LOADING || run.goingOn());
        title.setText(shown ? log.experiment().model() + " on " + log.experiment().data().dataset() : "New run");
        String said = run.message().get();
        String problem = phase.live() ? "" : workbench.startProblem().get();
        subtitle.setText(!said.isEmpty() ? said : !problem.isEmpty() ? "Cannot start: " + problem
                : shown ? folder.getFileName().toString() : "Everything is set: press Start");
        String whole = shown ? folder.toAbsolutePath().normalize().toString() : subtitle.getText();
        title.setTooltip(SettingRow.tip(whole));
        subtitle.setTooltip(SettingRow.tip(said.isEmpty() && problem.isEmpty() ? whole : subtitle.getText()));
    }

    private void show(RunReading reading) {
        progress.setProgress(reading.progress());
        epoch.setValue(reading.epoch());
        steps.setValue(reading.step());
        timeLeft.setValue(reading.timeLeft());
        speed.setValue(reading.speed());
        remaining.setValue(reading.remaining());
        accuracy.setValue(reading.accuracy());
        device.setValue(reading.device());
    }

    private void showTheme() {
        boolean dark = workbench.theme().get() == Theme.DARK;
        themeIcon.setIconLiteral(dark ? "fth-sun" : "fth-moon");
        String other = dark ? "Light theme" : "Dark theme";
        themeItem.setText(other);
        Shortcut.THEME.explain(theme, other);
    }

    private void listRecent() {
        recent.getItems().setAll(workbench.recent().get().stream().map(folder -> {
            MenuItem item = new MenuItem(Path.of(folder).getFileName().toString());
            item.setMnemonicParsing(false);
            item.setOnAction(_ -> workbench.open(Path.of(folder)));
            return item;
        }).toList());
        recent.setVisible(!recent.getItems().isEmpty());
    }

    @FXML
    private void start() {
        workbench.start();
    }

    @FXML
    private void pause() {
        run.pause();
    }

    @FXML
    private void resume() {
        workbench.resume();
    }

    @FXML
    private void step() {
        run.step();
    }

    @FXML
    private void stop() {
        run.stop();
    }

    @FXML
    private void open() {
        dialogs.chooseFolder("Open a run folder", new File(workbench.experiment().run.runs.value().get().strip()))
                .ifPresent(workbench::open);
    }

    @FXML
    private void switchTheme() {
        workbench.theme().set(workbench.theme().get().other());
    }

    @FXML
    private void newExperiment() {
        workbench.newExperiment();
    }

    @FXML
    private void exportNetwork() {
        networks.export();
    }

    @FXML
    private void describeNetwork() {
        networks.describe();
    }

    @FXML
    private void about() {
        dialogs.about();
    }
}
