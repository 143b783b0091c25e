package dev.thresher.app.window.figures;

import java.nio.file.Path;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The runs that figures can be drawn from, and which of them the figure shown is bound to. On the window's thread. */
final class RunChoices {
    private final ObservableList<RunChoice> all = FXCollections.observableArrayList();
    private final Runnable changed;
    private List<Path> last = List.of();
    private boolean quiet;

    /** @param changed hears that another choice was made */
    RunChoices(Runnable changed) {
        this.changed = changed;
    }

    /** Those of the runs folder first. */
    ObservableList<RunChoice> all() {
        return all;
    }

    List<Path> folders() {
        return all.stream().map(RunChoice::folder).toList();
    }

    /** Those that are ticked, in their order. */
    List<Path> bound() {
        return all.stream().filter(run -> run.bound().get()).map(RunChoice::folder).toList();
    }

    /** What the user ticked last, at most so many: what a template that is seen first begins with. */
    List<Path> last(int most) {
        return last.stream().limit(most).toList();
    }

    /** Ticks those of a figure, which is no choice of the user. */
    void show(List<Path> folders) {
        quiet = true;
        all.forEach(run -> run.bound().set(folders.contains(run.folder())));
        quiet = false;
    }

    /** Other runs to choose from; of those that are bound, what is not among them is kept. */
    void take(List<RunChoice> found, List<Path> bound) {
        all.setAll(found);
        all.forEach(run -> run.bound().set(bound.contains(run.folder())));
        bound.stream().filter(path -> !folders().contains(path)).forEach(path -> all.add(ticked(path)));
        all.forEach(this::watch);
        last = last.isEmpty() ? bound() : last;
        changed.run();
    }

    /** Runs that may be known already. */
    void know(List<RunChoice> some) {
        for (RunChoice run : some) {
            if (!folders().contains(run.folder())) {
                watch(run);
                all.add(run);
            }
        }
    }

    /** Ticks a run, which is added where it is not known. */
    void bind(Path folder) {
        all.stream().filter(run -> run.folder().equals(folder)).findFirst().ifPresentOrElse(run -> run.bound().set(true), () -> {
            RunChoice fresh = ticked(folder);
            watch(fresh);
            all.add(fresh);
            chosen();
        });
    }

    private static RunChoice ticked(Path folder) {
        RunChoice fresh = new RunChoice(folder, RunShelf.about(folder));
        fresh.bound().set(true);
        return fresh;
    }

    private void watch(RunChoice run) {
        run.bound().addListener((_, _, _) -> {
            if (!quiet) {
                chosen();
            }
        });
    }

    private void chosen() {
        last = bound();
        changed.run();
    }
}
