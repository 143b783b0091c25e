package dev.thresher.app.window;

import dev.thresher.app.window.data.DataShelf;
import dev.thresher.app.window.data.DataViewModel;
import dev.thresher.app.window.experiment.ExperimentViewModel;
import dev.thresher.app.window.figures.FiguresViewModel;
import dev.thresher.app.window.masks.MasksViewModel;
import dev.thresher.app.window.network.NetworkViewModel;
import dev.thresher.app.window.network.Networks;
import dev.thresher.app.window.run.LiveViewModel;
import dev.thresher.app.window.run.RunViewModel;
import dev.thresher.app.window.run.Sessions;
import dev.thresher.app.window.settings.ColumnChoice;
import dev.thresher.app.window.settings.Preferences;
import dev.thresher.app.window.settings.Theme;
import dev.thresher.app.window.train.DenseReference;
import dev.thresher.app.window.train.TrainViewModel;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunLog;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The whole window without its controls: the experiment, the data, the run, and what is remembered. */
public final class WorkbenchViewModel {
    /**
     * What the window is built on.
     *
     * @param standard the experiment of a first start, and of "New experiment"
     */
    public record Parts(Sessions sessions, DataShelf shelf, Networks networks, WindowThreads threads, Ticker ticker,
                        Problems problems, Experiment standard) {
    }

    private final ExperimentViewModel experiment;
    private final RunViewModel run;
    private final MasksViewModel masks;
    private final DataViewModel data;
    private final NetworkViewModel network;
    private final TrainViewModel train;
    private final LiveViewModel live;
    private final FiguresViewModel figures;
    private final Problems problems;
    private final Experiment standard;
    private final ObjectProperty<Theme> theme;
    private final ObjectProperty<Page> page;
    private final ObjectProperty<ColumnChoice> runColumns;
    private final ObjectProperty<Path> exportFolder;
    private final StringProperty notice = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<List<String>> recent;
    private final StringBinding startProblem;
    private final StringBinding goOnProblem;
    private Preferences preferences;

    public WorkbenchViewModel(Parts parts, Experiment start, Preferences preferences) {
        this.preferences = preferences;
        problems = parts.problems();
        standard = parts.standard();
        experiment = new ExperimentViewModel(start, preferences.runs());
        run = new RunViewModel(parts.sessions(), parts.threads(), parts.ticker(), problems);
        masks = new MasksViewModel(run, parts.threads(), parts.ticker().another(), problems);
        data = new DataViewModel(parts.shelf(), parts.threads(), problems);
        network = new NetworkViewModel(parts.networks(), parts.threads(), problems);
        train = new TrainViewModel(run, new DenseReference(parts.threads(), problems), preferences.train());
        live = new LiveViewModel(run);
        figures = new FiguresViewModel(parts.threads(), problems, notice::set);
        theme = new SimpleObjectProperty<>(preferences.theme());
        page = new SimpleObjectProperty<>(preferences.page());
        runColumns = new SimpleObjectProperty<>(preferences.columns());
        exportFolder = new SimpleObjectProperty<>(preferences.exports() == null ? null : Path.of(preferences.exports()));
        recent = new ReadOnlyObjectWrapper<>(preferences.recent());
        startProblem = Bindings.createStringBinding(this::whyNoStart, run.phase(), experiment.problem(), data.busy());
        goOnProblem = Bindings.createStringBinding(this::whyNotFurther, run.phase(), run.resumeProblem(), run.log(),
                experiment.run.epochs.value());
        data.status().addListener((_, _, _) -> experiment.setAbsentData(data.absent()));
        run.folder().addListener((_, _, folder) -> remember(folder));
        run.log().addListener((_, _, log) -> describe(log));
        data.refresh();
    }

    public ExperimentViewModel experiment() {
        return experiment;
    }

    public RunViewModel run() {
        return run;
    }

    /** What the charts show of the run. */
    public TrainViewModel train() {
        return train;
    }

    /** What may be changed of the run while it trains. */
    public LiveViewModel live() {
        return live;
    }

    /** The masks of the run shown. */
    public MasksViewModel masks() {
        return masks;
    }

    public DataViewModel data() {
        return data;
    }

    public NetworkViewModel network() {
        return network;
    }

    public FiguresViewModel figures() {
        return figures;
    }

    public ObjectProperty<Theme> theme() {
        return theme;
    }

    /** The page shown. */
    public ObjectProperty<Page> page() {
        return page;
    }

    /** Which columns of the table of runs the user wants to see. */
    public ObjectProperty<ColumnChoice> runColumns() {
        return runColumns;
    }

    /** Where a chart was last exported to, the same for all charts; null before the first export. */
    public ObjectProperty<Path> exportFolder() {
        return exportFolder;
    }

    /** Something the user should know and may wave away; empty if there is nothing. */
    public StringProperty notice() {
        return notice;
    }

    /** Run folders last seen, newest first. */
    public ReadOnlyObjectProperty<List<String>> recent() {
        return recent.getReadOnlyProperty();
    }

    /** Why no run can be started now; empty if one can. */
    public StringBinding startProblem() {
        return startProblem;
    }

    private String whyNoStart() {
        if (run.live()) {
            return "A run is under way";
        }
        return data.busy().get() ? "A data set is on its way" : experiment.problem().get();
    }

    /** Why the run shown cannot go on; empty if it can. One that went all the way can, where more epochs are typed. */
    public StringBinding goOnProblem() {
        return goOnProblem;
    }

    private String whyNotFurther() {
        if (!run.canGoFurther()) {
            return run.resumeProblem().get();
        }
        int planned = run.log().get().experiment().epochs();
        return typedEpochs() > planned ? "" : "This run went all the way: raise Epochs, under Run, above " + planned + " to train it further";
    }

    private int typedEpochs() {
        try {
            return Integer.parseInt(experiment.run.epochs.value().get().strip());
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /** Starts a run of the experiment as typed, if it may be. */
    public void start() {
        if (startProblem.get().isEmpty()) {
            run.start(experiment.experiment(), experiment.runsFolder());
        }
    }

    /** Goes on with the run shown, if it may be: by its own settings, whatever has been typed meanwhile; only one that went all the way takes more epochs. */
    public void resume() {
        if (run.canResume()) {
            run.resume();
        } else if (run.canGoOn()) {
            experiment.show(run.log().get().experiment());
            run.goOn();
        } else if (run.canGoFurther() && goOnProblem.get().isEmpty()) {
            int epochs = typedEpochs();
            experiment.show(run.log().get().experiment().withEpochs(epochs));
            run.goFurther(epochs);
        }
    }

    /** Back to the standard experiment with no run shown. */
    public void newExperiment() {
        if (mayLeaveRun()) {
            run.clear();
            experiment.show(standard);
        }
    }

    /** Opens a run folder. */
    public void open(Path folder) {
        if (mayLeaveRun()) {
            run.open(folder);
        }
    }

    /** Exports the network of a run as chosen, and says so when it is done. */
    public void export(Path runFolder, Path out) {
        network.export(runFolder, out, notice::set);
    }

    private boolean mayLeaveRun() {
        if (run.live()) {
            problems.tell("A run is under way", "Stop the run before showing another one.");
            return false;
        }
        return true;
    }

    private void remember(Path folder) {
        if (folder != null) {
            preferences = preferences.withRecent(folder.toAbsolutePath().normalize().toString());
            recent.set(preferences.recent());
        }
    }

    /** A run opened from its folder puts its settings into the fields, so that they say what the charts show. */
    private void describe(RunLog log) {
        if (log != null && !run.live()) {
            experiment.show(log.experiment());
        }
    }

    /** Stops the run under way, if any; done when its folder is complete. */
    public CompletableFuture<Void> stopRun() {
        run.stop();
        return run.end();
    }

    /** What is to be remembered, with where the window is now. */
    public Preferences preferences(Preferences.Bounds window) {
        Preferences now = preferences.withTheme(theme.get()).withPage(page.get()).withWindow(window).withTrain(train.look())
                .withColumns(runColumns.get());
        if (exportFolder.get() != null) {
            now = now.withExports(exportFolder.get().toAbsolutePath().toString());
        }
        // What cannot be run is not worth remembering.
        return experiment.valid()
                ? now.withExperiment(experiment.experiment(), experiment.run.runs.value().get().strip()) : now;
    }
}
