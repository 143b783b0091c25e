package dev.thresher.app.window.runs;

import dev.thresher.app.window.Background;
import dev.thresher.app.window.InOrder;
import dev.thresher.app.window.Problems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.run.RecordedRun;
import dev.thresher.engine.run.Repetition;
import dev.thresher.engine.run.RunCatalogue;
import dev.thresher.engine.run.RunNotes;
import dev.thresher.engine.run.RunOverview;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;

/** All runs, as they are listed: read in the background, live while the page is seen. */
public final class RunsViewModel {
    private final RunDesk desk;
    private final RunFolders folders;
    private final Background background;
    private final Problems problems;
    private final RunListing listing;
    private final TrashViewModel trash;
    private final NoteKeeper notes;

    private final RunRows rows = new RunRows();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper read = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper roots = new ReadOnlyStringWrapper("");
    /** The runs folder as the window's thread last saw it. */
    private volatile Path runsFolder;

    public RunsViewModel(RunDesk desk, RunFolders folders, WindowThreads threads, Problems problems) {
        this.desk = desk;
        this.folders = folders;
        background = new Background(threads, problems);
        this.problems = problems;
        runsFolder = desk.runsFolder();
        listing = new RunListing(this::folders, heard -> threads.ui().execute(() -> show(heard)));
        // Notes are written before their run is thrown away, if that is the order in which it was asked for.
        WindowThreads inOrder = new WindowThreads(threads.ui(), new InOrder(threads.background()), threads.training());
        trash = new TrashViewModel(this::trashes, inOrder, problems, this::refresh);
        notes = new NoteKeeper(inOrder, problems, this::refresh);
        sayRoots();
    }

    /** The runs that the filters let through, in no order. */
    public ObservableList<RunRow> shown() {
        return rows.shown();
    }

    /** How many runs there are, whether the filters let them through or not. */
    public int count() {
        return rows.all().size();
    }

    /** Words that a run must have in its name, its settings, its state, its tags or its note. */
    public StringProperty filter() {
        return rows.words();
    }

    public ObjectProperty<StateFilter> state() {
        return rows.state();
    }

    /** Folders that could not be looked into; empty if there are none. */
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /** Whether the folders have been read at least once. */
    public ReadOnlyBooleanProperty read() {
        return read.getReadOnlyProperty();
    }

    /** The folders looked into, for people. */
    public ReadOnlyStringProperty roots() {
        return roots.getReadOnlyProperty();
    }

    public TrashViewModel trash() {
        return trash;
    }

    /** Folders added by the user. */
    public List<Path> added() {
        return folders.added();
    }

    private Collection<Path> folders() {
        Set<Path> now = new LinkedHashSet<>();
        now.add(runsFolder.toAbsolutePath().normalize());
        now.addAll(folders.added());
        return now;
    }

    /** Where trashes lie: beside every run, and in the folders looked into. */
    private Set<Path> trashes() {
        Set<Path> parents = new LinkedHashSet<>(folders());
        rows.all().forEach(row -> parents.add(row.folder().getParent()));
        return parents;
    }

    private void sayRoots() {
        roots.set(String.join("  ·  ", folders().stream().map(Path::toString).toList()));
    }

    /** Reads once more, in the background. */
    public void refresh() {
        runsFolder = desk.runsFolder();
        sayRoots();
        background.run("The runs could not be read", "reading the runs", () -> {
            listing.read();
            return () -> { };
        });
        trash.refresh();
    }

    /** Begins to follow the folders: the page is seen. */
    public void follow() {
        notes.tryAgain();
        refresh();
        try {
            listing.follow();
        } catch (UserError e) {
            problem.set("Changes are not seen by themselves: " + e.getMessage());
        }
    }

    /** Ends following: the page is not seen. */
    public void rest() {
        listing.close();
    }

    private void show(RunCatalogue.Listing heard) {
        rows.show(heard.runs());
        problem.set(String.join("\n", heard.problems()));
        read.set(true);
    }

    public void addFolder(Path folder) {
        change(() -> folders.add(folder));
    }

    public void removeFolder(Path folder) {
        change(() -> {
            folders.remove(folder);
            rows.all().stream().map(RunRow::folder).filter(run -> run.startsWith(folder)).forEach(listing::forget);
        });
    }

    private void change(Runnable change) {
        try {
            change.run();
            refresh();
        } catch (UserError e) {
            problems.tell("The folders could not be kept", e.getMessage());
        }
    }

    public void open(RunRow row) {
        desk.open(row.folder());
    }

    public void compare(List<RunRow> rows) {
        desk.compare(rows.stream().map(RunRow::folder).toList());
    }

    /** Trains a new run with the settings of this one and every change that it went through; says so where there were any by hand. */
    public void repeat(RunRow row) {
        Path run = row.folder();
        background.run("The run could not be repeated", "repeating a run", () -> {
            Repetition repetition = Repetition.of(run);
            return () -> {
                if (repetition.changedByHand()) {
                    desk.say(run.getFileName() + " was changed by hand while it went on. Its repetition changes the same after the same steps: see Changes, under Run.");
                }
                desk.repeat(repetition.experiment());
            };
        });
    }

    /** Goes on with a run from its last checkpoint. */
    public void resume(RunRow row) {
        Path run = row.folder();
        background.run("The run could not go on", "going on with a run", () -> {
            Experiment experiment = RecordedRun.origin(run).experiment();
            return () -> desk.resume(run, experiment);
        });
    }

    /** Keeps what the user wrote to a run, if that is something new. A run that left the list, as one thrown away, keeps what it has. */
    public void write(RunRow row, RunNotes written) {
        if (rows.has(row)) {
            notes.keep(row, written);
        }
    }

    /** Moves runs into the trash; one that is gone already is taken off the list. */
    public void delete(List<RunRow> rows) {
        List<Path> there = new ArrayList<>();
        Consumer<Path> forgotten = listing::forget;
        for (RunRow row : rows) {
            if (row.get().state() == RunOverview.State.GONE) {
                forgotten.accept(row.folder());
            } else {
                there.add(row.folder());
            }
        }
        if (there.isEmpty()) {
            refresh();
        } else {
            trash.throwAway(there, forgotten);
        }
    }

    /** Ends what it began. */
    public void close() {
        listing.close();
    }
}
