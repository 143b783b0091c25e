package dev.thresher.app.window.runs;

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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/** All runs, as they are listed: read in the background, live while the page is seen. */
public final class RunsViewModel {
    private final RunDesk desk;
    private final RunFolders folders;
    private final WindowThreads threads;
    private final Problems problems;
    private final RunListing listing;
    private final TrashViewModel trash;
    private final NoteKeeper notes;

    // A row that changes is filtered and sorted anew.
    private final ObservableList<RunRow> all = FXCollections.observableArrayList(row -> new Observable[] {row.run()});
    private final FilteredList<RunRow> shown = new FilteredList<>(all);
    private final Map<Path, RunRow> byFolder = new HashMap<>();
    private final StringProperty filter = new SimpleStringProperty("");
    private final ObjectProperty<StateFilter> state = new SimpleObjectProperty<>(StateFilter.ALL);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper read = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper roots = new ReadOnlyStringWrapper("");
    /** The runs folder as the window's thread last saw it. */
    private volatile Path runsFolder;

    public RunsViewModel(RunDesk desk, RunFolders folders, WindowThreads threads, Problems problems) {
        this.desk = desk;
        this.folders = folders;
        this.threads = threads;
        this.problems = problems;
        runsFolder = desk.runsFolder();
        listing = new RunListing(this::folders, heard -> threads.ui().execute(() -> show(heard)));
        // Notes are written before their run is thrown away, if that is the order in which it was asked for.
        WindowThreads inOrder = new WindowThreads(threads.ui(), new InOrder(threads.background()), threads.training());
        trash = new TrashViewModel(this::trashes, inOrder, problems, this::refresh);
        notes = new NoteKeeper(inOrder, problems, this::refresh);
        filter.addListener((_, _, _) -> sift());
        state.addListener((_, _, _) -> sift());
        sayRoots();
    }

    /** The runs that the filters let through, in no order. */
    public ObservableList<RunRow> shown() {
        return shown;
    }

    /** How many runs there are, whether the filters let them through or not. */
    public int count() {
        return all.size();
    }

    /** Words that a run must have in its name, its settings, its state, its tags or its note. */
    public StringProperty filter() {
        return filter;
    }

    public ObjectProperty<StateFilter> state() {
        return state;
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
        all.forEach(row -> parents.add(row.folder().getParent()));
        return parents;
    }

    private void sayRoots() {
        roots.set(String.join("  ·  ", folders().stream().map(Path::toString).toList()));
    }

    /** Reads once more, in the background. */
    public void refresh() {
        runsFolder = desk.runsFolder();
        sayRoots();
        threads.background().execute(this::readOnce);
        trash.refresh();
    }

    private void readOnce() {
        try {
            listing.read();
        } catch (RuntimeException e) {
            problems.unexpected("reading the runs", e);
        }
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
        Map<Path, RunOverview> now = new HashMap<>();
        heard.runs().forEach(run -> now.put(run.folder(), run));
        List<RunRow> gone = all.stream().filter(row -> !now.containsKey(row.folder())).toList();
        gone.forEach(row -> byFolder.remove(row.folder()));
        all.removeAll(gone);
        List<RunRow> fresh = new ArrayList<>();
        for (RunOverview run : heard.runs()) {
            RunRow row = byFolder.get(run.folder());
            if (row == null) {
                row = new RunRow(run);
                byFolder.put(run.folder(), row);
                fresh.add(row);
            } else if (row.get() != run && !row.get().equals(run)) {
                row.set(run);
            }
        }
        if (!fresh.isEmpty()) {
            all.addAll(fresh);
        }
        problem.set(String.join("\n", heard.problems()));
        read.set(true);
    }

    private void sift() {
        String[] words = filter.get() == null ? new String[0] : filter.get().toLowerCase(Locale.ROOT).strip().split("\\s+");
        StateFilter wanted = state.get();
        shown.setPredicate(row -> wanted.shows(row.get().state()) && has(row.get(), words));
    }

    private static boolean has(RunOverview run, String[] words) {
        String text = String.join(" ", run.name(), RunTexts.model(run), RunTexts.data(run), RunTexts.method(run), RunTexts.alpha(run),
                RunTexts.state(run), RunTexts.tags(run.notes().tags()), run.notes().note()).toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }

    public void addFolder(Path folder) {
        change(() -> folders.add(folder));
    }

    public void removeFolder(Path folder) {
        change(() -> {
            folders.remove(folder);
            all.stream().map(RunRow::folder).filter(run -> run.startsWith(folder)).forEach(listing::forget);
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
        ask("The run could not be repeated", "repeating a run", () -> {
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
        ask("The run could not go on", "going on with a run", () -> {
            Experiment experiment = RecordedRun.origin(run).experiment();
            return () -> desk.resume(run, experiment);
        });
    }

    /** Keeps what the user wrote to a run, if that is something new. A run that left the list, as one thrown away, keeps what it has. */
    public void write(RunRow row, RunNotes written) {
        if (byFolder.get(row.folder()) == row) {
            notes.keep(row, written);
        }
    }

    private void ask(String refusal, String doing, Supplier<Runnable> work) {
        threads.background().execute(() -> {
            try {
                threads.ui().execute(work.get());
            } catch (UserError e) {
                problems.tell(refusal, e.getMessage());
            } catch (RuntimeException e) {
                problems.unexpected(doing, e);
            }
        });
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
