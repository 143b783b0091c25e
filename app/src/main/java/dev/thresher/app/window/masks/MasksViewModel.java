package dev.thresher.app.window.masks;

import dev.thresher.app.chart.Format;
import dev.thresher.app.masks.Colouring;
import dev.thresher.app.masks.SheetColours;
import dev.thresher.app.window.Problems;
import dev.thresher.app.window.Ticker;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.app.window.run.RunViewModel;
import dev.thresher.datasets.UserError;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/**
 * The Masks page without its controls: which layer is looked at, at which recorded moment, in which colours. Reading and counting is done
 * in the background, one question at a time: of those asked meanwhile only the last is answered. Nothing is done while the page is not seen.
 */
public final class MasksViewModel {
    /** How often a run that goes on is looked at again, at the most. */
    static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What is said in place of a sheet. */
    public record Empty(String heading, String hint) {
        static final Empty NO_RUN = new Empty("No run is shown",
                "Start a run, or open a run folder: the masks of its layers are shown here, from its first step on.");
        static final Empty NO_MASKS = new Empty("No masks are recorded yet",
                "They are recorded when a run begins, at the end of each epoch, and every so many steps if \"Masks every\" says so.");
        static final Empty READING = new Empty("Reading the masks", "");
    }

    private final RunViewModel run;
    private final WindowThreads threads;
    private final Problems problems;
    private final MaskReader reader = new MaskReader();
    private final LiveCopies copies;
    private final MaskPlayer player;
    private final SheetExport export;

    private final ReadOnlyObjectWrapper<MaskScene> scene = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Empty> empty = new ReadOnlyObjectWrapper<>(Empty.NO_RUN);
    private final ObjectProperty<Colouring> colouring = new SimpleObjectProperty<>(Colouring.MASK);

    private String layer;
    private int step = MaskQuestion.NEWEST;
    private int since = -1;
    private SheetColours colours = SheetColours.LIGHT;
    private boolean seen;
    private boolean busy;
    private boolean again;
    private boolean lookAgain;
    private long looked;
    private volatile int subject; // changes with run and layer: a long reading of another one is given up

    /** @param ticker this page's own */
    public MasksViewModel(RunViewModel run, WindowThreads threads, Ticker ticker, Problems problems) {
        this.run = run;
        this.threads = threads;
        this.problems = problems;
        copies = new LiveCopies(run, threads.ui(), this::ask);
        player = new MaskPlayer(ticker, scene, this::goTo, () -> !busy);
        export = new SheetExport(threads, problems);
        run.folder().addListener((_, _, _) -> otherRun());
        run.log().addListener((_, _, _) -> otherRun());
        run.reading().addListener((_, _, _) -> look());
        run.phase().addListener((_, _, _) -> lookNow());
        colouring.addListener((_, _, _) -> ask());
    }

    /** What is shown; null where there is nothing to show. */
    public ReadOnlyObjectProperty<MaskScene> scene() {
        return scene.getReadOnlyProperty();
    }

    /** What is said instead; null while a scene is shown. */
    public ReadOnlyObjectProperty<Empty> empty() {
        return empty.getReadOnlyProperty();
    }

    public ObjectProperty<Colouring> colouring() {
        return colouring;
    }

    /** For drawing: never the window's thread. */
    public Executor drawing() {
        return threads.background();
    }

    /** Whether the page is on screen. */
    public void setSeen(boolean on) {
        seen = on;
        if (on) {
            lookNow();
        } else {
            player.pause();
        }
    }

    public void setDark(boolean dark) {
        colours = SheetColours.of(dark);
        ask();
    }

    /** Looks at a layer of the run, by its name. */
    public void choose(String name) {
        if (!Objects.equals(name, layer)) {
            layer = name;
            subject++;
            copies.forget();
            ask();
            copy();
        }
    }

    /** Looks at a moment, by its place on the slider; the last one stays the newest as more come. */
    public void goTo(int moment) {
        MaskScene now = scene.get();
        if (now != null && moment >= 0 && moment < now.history().size()) {
            step = moment == now.history().size() - 1 ? MaskQuestion.NEWEST : now.history().step(moment);
            ask();
        }
    }

    /** Counts changes from a moment on. */
    public void changesSince(int moment) {
        MaskScene now = scene.get();
        if (now != null && moment >= 0 && moment < now.history().size() && moment != now.since()) {
            since = now.history().step(moment);
            ask();
        }
    }

    /** Moves through the moments by itself. */
    public MaskPlayer player() {
        return player;
    }

    /** A weight in words; null where nothing is shown. */
    public WeightReading read(int entry) {
        MaskScene now = scene.get();
        return now == null || entry < 0 || entry >= now.mask().size() ? null : WeightReading.of(now, entry);
    }

    /** Writes the sheet as it is coloured, on a light ground. @param done hears what was written */
    public void export(Path file, Format format, Consumer<String> done) {
        if (scene.get() != null) {
            export.write(scene.get(), question(SheetColours.LIGHT), file, format, done);
        }
    }

    /** What is looked at now. */
    private MaskQuestion question(SheetColours in) {
        String name = layer != null || scene.get() == null ? layer : scene.get().layer().name();
        return new MaskQuestion(run.folder().get(), dataset(), name, step, since, colouring.get(), in, copies.newest(), lookAgain);
    }

    private String dataset() {
        return run.log().get() == null ? "" : run.log().get().experiment().data().dataset();
    }

    private void otherRun() {
        player.pause();
        subject++;
        step = MaskQuestion.NEWEST;
        since = -1;
        copies.forget();
        if (run.folder().get() == null || run.log().get() == null) {
            scene.set(null);
            empty.set(Empty.NO_RUN);
        }
        lookNow();
    }

    private void look() {
        if (seen && System.nanoTime() - looked >= LOOK_NANOS) {
            lookNow();
        }
    }

    private void lookNow() {
        looked = System.nanoTime();
        lookAgain = true;
        copy();
        ask();
    }

    /** Asks the run under way for W and t, where its newest moment is looked at. */
    private void copy() {
        MaskScene now = scene.get();
        String name = layer != null ? layer : now == null ? null : now.layer().name();
        copies.ask(seen && step == MaskQuestion.NEWEST ? name : null);
    }

    /** Asks for what is to be shown now; the answer comes on the window's thread. */
    private void ask() {
        if (!seen || run.folder().get() == null || run.log().get() == null) {
            return;
        }
        if (busy) {
            again = true;
            return;
        }
        busy = true;
        if (scene.get() == null) {
            empty.set(Empty.READING);
        }
        MaskQuestion question = question(colours);
        lookAgain = false;
        int about = subject;
        threads.background().execute(() -> answer(about, question));
    }

    private void answer(int about, MaskQuestion question) {
        try {
            MaskScene read = reader.read(question, (done, total) -> readOn(about, done, total));
            threads.ui().execute(() -> answered(question, read, Empty.NO_MASKS));
        } catch (UserError e) {
            threads.ui().execute(() -> answered(question, null, new Empty("The masks cannot be read", e.getMessage())));
        } catch (RuntimeException e) {
            threads.ui().execute(() -> answered(question, null, new Empty("The masks cannot be read", "A fault of the program; its log tells more.")));
            problems.unexpected("reading masks", e);
        }
    }

    /** A long reading says how far it has come, and ends where another layer or run is wanted. */
    private boolean readOn(int about, int done, int total) {
        if (done > 0 && done % 50 == 0) {
            threads.ui().execute(() -> {
                if (scene.get() == null && about == subject) {
                    empty.set(new Empty("Reading the masks", "Snapshot " + done + " of " + total));
                }
            });
        }
        return about == subject;
    }

    private void answered(MaskQuestion question, MaskScene read, Empty otherwise) {
        busy = false;
        if (question.folder().equals(run.folder().get()) && !(again && read == null)) {
            boolean first = scene.get() == null && read != null;
            scene.set(read);
            empty.set(read == null ? otherwise : null);
            if (read == null) {
                player.pause();
            } else if (first) {
                copy();
            }
        }
        if (again) {
            again = false;
            ask();
        }
    }
}
