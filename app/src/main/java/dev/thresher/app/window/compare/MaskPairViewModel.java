package dev.thresher.app.window.compare;

import dev.thresher.app.compare.Comparison;
import dev.thresher.app.compare.MaskPair;
import dev.thresher.app.figure.BoundRun;
import dev.thresher.app.masks.MaskSheet;
import dev.thresher.app.window.Problems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.datasets.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/** The masks of one layer in two runs of the comparison; read only while they are seen. */
public final class MaskPairViewModel {
    private final WindowThreads threads;
    private final Problems problems;
    private final ObjectProperty<Path> first = new SimpleObjectProperty<>();
    private final ObjectProperty<Path> second = new SimpleObjectProperty<>();
    private final ObjectProperty<String> layer = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<MaskPair> pair = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private Comparison comparison;
    private boolean seen;
    private boolean changing;
    private Object current;

    MaskPairViewModel(WindowThreads threads, Problems problems) {
        this.threads = threads;
        this.problems = problems;
        for (ObservableValue<?> part : List.of(first, second, layer)) {
            part.addListener((_, _, _) -> read());
        }
    }

    /** Folder of the run on the left; null for none. */
    public ObjectProperty<Path> first() {
        return first;
    }

    public ObjectProperty<Path> second() {
        return second;
    }

    public ObjectProperty<String> layer() {
        return layer;
    }

    /** Null while there is none to be shown. */
    public ReadOnlyObjectProperty<MaskPair> pair() {
        return pair.getReadOnlyProperty();
    }

    /** How much the masks share, or why there are none. */
    public ReadOnlyStringProperty words() {
        return words.getReadOnlyProperty();
    }

    /** Whether somebody looks. */
    public void seen(boolean now) {
        seen = now;
        read();
    }

    void show(Comparison now) {
        comparison = now;
        changing = true;
        if (now == null || now.layers().isEmpty()) {
            first.set(null);
            second.set(null);
            layer.set(null);
        } else {
            List<Path> folders = now.runs().stream().map(BoundRun::folder).toList();
            // Dense runs come first, and their masks are whole: two sparse ones say more.
            int start = (int) Math.min(now.runs().stream().filter(BoundRun::dense).count(), folders.size() - 2);
            if (!folders.contains(first.get())) {
                first.set(folders.get(start));
            }
            if (!folders.contains(second.get()) || second.get().equals(first.get())) {
                second.set(folders.stream().filter(folder -> !folder.equals(first.get()) && folders.indexOf(folder) > start).findFirst()
                        .orElse(folders.getFirst()));
            }
            if (layer.get() == null || !now.layers().contains(layer.get())) {
                layer.set(now.layers().getFirst());
            }
        }
        changing = false;
        read();
    }

    private void read() {
        if (changing || !seen) {
            return;
        }
        Object ticket = new Object();
        current = ticket;
        Optional<BoundRun> a = run(first.get());
        Optional<BoundRun> b = run(second.get());
        String wanted = layer.get();
        if (a.isEmpty() || b.isEmpty() || wanted == null) {
            pair.set(null);
            words.set("Masks can be compared between runs whose networks have the same masked layers.");
            return;
        }
        threads.background().execute(() -> {
            try {
                MaskPair found = MaskPair.read(a.get(), b.get(), wanted);
                threads.ui().execute(() -> answer(ticket, found, found.words()));
            } catch (UserError e) {
                threads.ui().execute(() -> answer(ticket, null, e.getMessage()));
            } catch (RuntimeException e) {
                problems.unexpected("reading masks", e);
            }
        });
    }

    private Optional<BoundRun> run(Path folder) {
        return comparison == null ? Optional.empty() : comparison.runs().stream().filter(run -> run.folder().equals(folder)).findFirst();
    }

    private void answer(Object ticket, MaskPair found, String said) {
        if (current == ticket) {
            pair.set(found);
            words.set(said);
        }
    }

    /** What a run is called beside the others. */
    public String label(Path folder) {
        return run(folder).map(run -> comparison.label(run)).orElse("");
    }

    /** Both masks and their difference; none where there is no pair. */
    public List<MaskSheet> sheets(boolean dark) {
        MaskPair now = pair.get();
        return now == null ? List.of() : now.sheets(label(first.get()), label(second.get()), dark);
    }

    /** Draws sheets in the background. @param heard hears the pixels, on the window's thread */
    public void draw(List<MaskSheet> sheets, double width, double height, double scale, Consumer<int[]> heard) {
        threads.background().execute(() -> {
            int[] pixels = MaskPair.picture(sheets, width, height, scale);
            threads.ui().execute(() -> heard.accept(pixels));
        });
    }
}
