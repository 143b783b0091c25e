package dev.thresher.app.window.runs;

import dev.thresher.engine.run.RunOverview;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/** The rows of the list, in step with what is read, and those of them that the filters let through. On the window's thread. */
final class RunRows {
    // A row that changes is filtered and sorted anew.
    private final ObservableList<RunRow> all = FXCollections.observableArrayList(row -> new Observable[] {row.run()});
    private final FilteredList<RunRow> shown = new FilteredList<>(all);
    private final Map<Path, RunRow> byFolder = new HashMap<>();
    private final StringProperty words = new SimpleStringProperty("");
    private final ObjectProperty<StateFilter> state = new SimpleObjectProperty<>(StateFilter.ALL);

    RunRows() {
        words.addListener((_, _, _) -> sift());
        state.addListener((_, _, _) -> sift());
    }

    List<RunRow> all() {
        return all;
    }

    ObservableList<RunRow> shown() {
        return shown;
    }

    StringProperty words() {
        return words;
    }

    ObjectProperty<StateFilter> state() {
        return state;
    }

    /** Whether it is listed still. */
    boolean has(RunRow row) {
        return byFolder.get(row.folder()) == row;
    }

    /** Runs that are listed keep their rows. */
    void show(Collection<RunOverview> runs) {
        Map<Path, RunOverview> now = new HashMap<>();
        runs.forEach(run -> now.put(run.folder(), run));
        List<RunRow> gone = all.stream().filter(row -> !now.containsKey(row.folder())).toList();
        gone.forEach(row -> byFolder.remove(row.folder()));
        all.removeAll(gone);
        List<RunRow> fresh = new ArrayList<>();
        for (RunOverview run : runs) {
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
    }

    private void sift() {
        String[] wanted = words.get() == null ? new String[0] : words.get().toLowerCase(Locale.ROOT).strip().split("\\s+");
        StateFilter states = state.get();
        shown.setPredicate(row -> states.shows(row.get().state()) && has(row.get(), wanted));
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
}
