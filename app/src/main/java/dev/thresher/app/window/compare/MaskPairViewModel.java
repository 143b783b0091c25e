package dev.thresher.app.window.compare;

import dev.thresher.app.compare.Comparison;
import dev.thresher.app.figure.BoundRun;
import dev.thresher.app.figure.Figure;
import dev.thresher.app.figure.FigureFormat;
import dev.thresher.app.figure.MadeFigure;
import dev.thresher.app.figure.Template;
import dev.thresher.app.masks.MaskPair;
import dev.thresher.app.masks.MaskPairReader;
import dev.thresher.app.masks.MaskSheet;
import dev.thresher.app.window.Background;
import dev.thresher.app.window.Problems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.app.window.run.Texts;
import dev.thresher.datasets.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/**
 * The masks of one layer in two runs of the comparison, at any recorded moment; read only while they are seen, one question at a time: of
 * those asked meanwhile only the last is answered.
 */
public final class MaskPairViewModel {
    /**
     * A weight in both runs, in words.
     *
     * @param name {@code fc1.weight[12, 87]   neuron 12, pixel row and column 3, 3   kept in both}
     * @param first its values in the first run
     * @param second its values in the second run
     */
    public record Reading(String name, String first, String second) {
    }

    private final WindowThreads threads;
    private final Problems problems;
    private final MaskPairReader reader = new MaskPairReader();
    private final ObjectProperty<Path> first = new SimpleObjectProperty<>();
    private final ObjectProperty<Path> second = new SimpleObjectProperty<>();
    private final ObjectProperty<String> layer = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<MaskPair> pair = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Comparison> comparison = new ReadOnlyObjectWrapper<>();
    private int step = MaskPairReader.NEWEST;
    private boolean seen;
    private boolean changing;
    private boolean busy;
    private boolean again;

    MaskPairViewModel(WindowThreads threads, Problems problems) {
        this.threads = threads;
        this.problems = problems;
        for (ObservableValue<?> part : List.of(first, second, layer)) {
            part.addListener((_, _, _) -> read());
        }
    }

    /** The runs that two are chosen of; null for none. */
    public ReadOnlyObjectProperty<Comparison> comparison() {
        return comparison.getReadOnlyProperty();
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

    /** For drawing: never the window's thread. */
    public Executor drawing() {
        return threads.background();
    }

    /** Whether somebody looks. */
    public void seen(boolean now) {
        seen = now;
        read();
    }

    void show(Comparison now) {
        changing = true;
        comparison.set(now);
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

    /** The moment that is looked at, by its place among {@link MaskPair#moments()}: of each run the last masks that are not after it. */
    public int moment() {
        MaskPair now = pair.get();
        int last = now.moments().size() - 1;
        return step == MaskPairReader.NEWEST ? last
                : (int) Math.max(0, now.moments().stream().filter(each -> each <= step).count() - 1);
    }

    /** Looks at a moment; the last one stays the newest as more come. */
    public void goTo(int moment) {
        MaskPair now = pair.get();
        if (now != null && moment >= 0 && moment < now.moments().size()) {
            int wanted = moment == now.moments().size() - 1 ? MaskPairReader.NEWEST : now.moments().get(moment);
            if (wanted != step) {
                step = wanted;
                read();
            }
        }
    }

    /** {@code step 938   4 of 21}. */
    public String momentText() {
        MaskPair now = pair.get();
        return now == null ? "" : "step " + Texts.count(now.moments().get(moment())) + "   " + (moment() + 1) + " of " + Texts.count(now.moments().size());
    }

    private void read() {
        if (changing || !seen) {
            return;
        }
        if (busy) {
            again = true;
            return;
        }
        Optional<MaskPairReader.Run> a = run(first.get()).map(MaskPairViewModel::named);
        Optional<MaskPairReader.Run> b = run(second.get()).map(MaskPairViewModel::named);
        String wanted = layer.get();
        if (a.isEmpty() || b.isEmpty() || wanted == null) {
            pair.set(null);
            words.set("Masks can be compared between runs whose networks have the same masked layers.");
            return;
        }
        busy = true;
        int at = step;
        threads.background().execute(() -> {
            try {
                MaskPair found = reader.read(a.get(), b.get(), wanted, at);
                threads.ui().execute(() -> answer(found, found.words()));
            } catch (UserError e) {
                threads.ui().execute(() -> answer(null, e.getMessage()));
            } catch (RuntimeException e) {
                threads.ui().execute(() -> answer(null, "The masks cannot be read."));
                problems.unexpected("reading masks", e);
            }
        });
    }

    private static MaskPairReader.Run named(BoundRun run) {
        return new MaskPairReader.Run(run.folder(), run.name(), run.experiment().data().dataset());
    }

    private Optional<BoundRun> run(Path folder) {
        return comparison.get() == null ? Optional.empty() : comparison.get().runs().stream().filter(run -> run.folder().equals(folder)).findFirst();
    }

    private void answer(MaskPair found, String said) {
        busy = false;
        if (!again || found != null) { // what is asked for by now may well be read
            words.set(said);
            pair.set(found);
        }
        if (again) {
            again = false;
            read();
        }
    }

    /** What a run is called beside the others. */
    public String label(Path folder) {
        return run(folder).map(run -> comparison.get().label(run)).orElse("");
    }

    /** Both masks and their difference; none where there is no pair. */
    public List<MaskSheet> sheets(boolean dark) {
        MaskPair now = pair.get();
        return now == null ? List.of() : now.sheets(label(first.get()), label(second.get()), dark);
    }

    /** A weight in both runs; null where nothing is shown. */
    public Reading read(int entry) {
        MaskPair now = pair.get();
        if (now == null || entry < 0 || entry >= now.a().mask().size()) {
            return null;
        }
        return new Reading(now.layer().index(entry) + "   " + now.layer().place(entry) + "   " + now.verdict(entry),
                label(first.get()) + ":   " + now.a().values(entry), label(second.get()) + ":   " + now.b().values(entry));
    }

    /** Writes both masks and their difference as the figure that they are. @param done hears what was written */
    public void export(Path file, FigureFormat format, Consumer<String> done) {
        MaskPair now = pair.get();
        if (now == null) {
            return;
        }
        Figure usual = Figure.of(Template.MASKPAIR, List.of(first.get(), second.get()));
        Figure figure = usual.withStyle(usual.style().withTitled(true))
                .withOptions(usual.options().withLayer(now.layer().name()).withStep(step == MaskPairReader.NEWEST ? null : step));
        new Background(threads, problems).run("The masks could not be exported", "exporting masks", () -> {
            MadeFigure.of(figure).write(file, format);
            return () -> done.accept("Exported " + file.getFileName());
        });
    }
}
