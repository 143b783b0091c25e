package dev.thresher.app.window.compare;

import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.compare.CompareCharts;
import dev.thresher.app.compare.CompareExport;
import dev.thresher.app.compare.Comparison;
import dev.thresher.app.compare.ComparisonTable;
import dev.thresher.app.compare.Consistency;
import dev.thresher.app.compare.Quantity;
import dev.thresher.app.figure.BoundRun;
import dev.thresher.app.figure.Table;
import dev.thresher.app.window.Background;
import dev.thresher.app.window.Problems;
import dev.thresher.app.window.Ticker;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.app.window.experiment.ExperimentViewModel;
import dev.thresher.app.window.queue.QueueViewModel;
import dev.thresher.datasets.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The runs that stand beside each other, read in the background and again while one of them goes on. */
public final class CompareViewModel {
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final WindowThreads threads;
    private final Ticker ticker;
    private final Problems problems;
    private final QueueViewModel queue;
    private final SweepViewModel sweep;
    private final ComparisonReader reader = new ComparisonReader();

    private final ObservableList<Path> folders = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<List<BoundRun>> runs = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Comparison> comparison = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final BooleanProperty means = new SimpleBooleanProperty(true);
    private final ObjectProperty<Quantity> quantity = new SimpleObjectProperty<>(Quantity.ACCURACY);
    private final ObjectProperty<CompareCharts.Single> single = new SimpleObjectProperty<>(CompareCharts.Single.LAYERS);
    private final ReadOnlyObjectWrapper<ChartModel> curves = new ReadOnlyObjectWrapper<>();
    private final MaskPairViewModel masks;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private boolean settled = true;
    private boolean reading;
    private boolean readAgain;

    /** @param ticker for this alone */
    public CompareViewModel(ExperimentViewModel experiment, QueueViewModel queue, WindowThreads threads, Ticker ticker, Problems problems) {
        this.ticker = ticker;
        this.queue = queue;
        this.threads = threads;
        this.problems = problems;
        masks = new MaskPairViewModel(threads, problems);
        comparison.addListener((_, _, now) -> masks.show(now));
        sweep = new SweepViewModel(experiment, queue);
        queue.onRecorded(folder -> {
            reader.again(folder.toAbsolutePath().normalize());
            join(List.of(folder));
        });
        for (ObservableValue<?> part : List.of(quantity, means, comparison)) {
            part.addListener((_, _, _) -> draw());
        }
        refresh();
    }

    public QueueViewModel queue() {
        return queue;
    }

    public SweepViewModel sweep() {
        return sweep;
    }

    /** The masks of two of the runs. */
    public MaskPairViewModel masks() {
        return masks;
    }

    /** Folders of the runs that were chosen, in that order; also of those that cannot be read. */
    public ObservableList<Path> folders() {
        return folders;
    }

    /** The runs as last read. */
    public ReadOnlyObjectProperty<List<BoundRun>> runs() {
        return runs.getReadOnlyProperty();
    }

    /** Null while there are fewer than two runs. */
    public ReadOnlyObjectProperty<Comparison> comparison() {
        return comparison.getReadOnlyProperty();
    }

    /** What cannot be shown and why, a line each; empty where all is shown. */
    public ReadOnlyStringProperty message() {
        return message.getReadOnlyProperty();
    }

    /** Whether runs that differ in their seed alone are drawn and listed as one, by mean and deviation. */
    public BooleanProperty means() {
        return means;
    }

    /** What is drawn of every run in one chart. */
    public ObjectProperty<Quantity> quantity() {
        return quantity;
    }

    /** What is drawn of every run in a chart of its own. */
    public ObjectProperty<CompareCharts.Single> single() {
        return single;
    }

    /** All runs, or their means, in one chart; null while there is no comparison. */
    public ReadOnlyObjectProperty<ChartModel> curves() {
        return curves.getReadOnlyProperty();
    }

    /** Means over many steps take a while: they are made in the background, and what comes too late is dropped. */
    private void draw() {
        Comparison now = comparison.get();
        Quantity drawn = quantity.get();
        boolean meant = meansShown();
        if (now == null) {
            curves.set(null);
            return;
        }
        threads.background().execute(() -> {
            ChartModel made = meant ? CompareCharts.means(now, drawn) : CompareCharts.overlaid(now, drawn);
            threads.ui().execute(() -> {
                if (comparison.get() == now && quantity.get() == drawn && meansShown() == meant) {
                    curves.set(made);
                }
            });
        });
    }

    /** Whether an export is being written. */
    public ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /** Adds recorded runs, finished or going on. */
    public void join(List<Path> some) {
        for (Path folder : some) {
            Path whole = folder.toAbsolutePath().normalize();
            if (!folders.contains(whole)) {
                folders.add(whole);
            }
        }
        refresh();
    }

    /** Takes a run out of the comparison; it stays in its folder. */
    public void leave(Path folder) {
        folders.remove(folder);
        refresh();
    }

    public void clear() {
        folders.clear();
        refresh();
    }

    /** Follows runs that go on while the page is seen. */
    public void seen(boolean now) {
        if (now) {
            sweep.look();
            look();
            ticker.start(LOOK, this::look);
        } else {
            ticker.stop();
        }
    }

    /** Looks whether runs that go on have come further. */
    void look() {
        if (!settled) {
            refresh();
        }
    }

    private void refresh() {
        if (reading) {
            readAgain = true; // with what has been chosen meanwhile
            return;
        }
        reading = true;
        List<Path> wanted = List.copyOf(folders);
        threads.background().execute(() -> {
            try {
                ComparisonReader.Reading found = reader.read(wanted);
                threads.ui().execute(() -> show(found));
            } catch (RuntimeException e) {
                threads.ui().execute(() -> reading = false);
                problems.unexpected("reading the runs of a comparison", e);
            }
        });
    }

    private void show(ComparisonReader.Reading found) {
        reading = false;
        settled = found.settled();
        runs.set(found.runs());
        List<String> lines = new ArrayList<>(found.refused().values());
        try {
            Comparison now = Comparison.of(found.runs());
            lines.addAll(now.leftOut());
            message.set(String.join("\n", lines));
            comparison.set(now);
        } catch (UserError e) {
            // Of no run the page says by itself what to do.
            if (!found.runs().isEmpty()) {
                lines.add(e.getMessage());
            }
            message.set(String.join("\n", lines));
            comparison.set(null);
        }
        if (readAgain) {
            readAgain = false;
            refresh();
        }
    }

    /** The table as the page shows it; null where there is no comparison. */
    public Table table() {
        Comparison now = comparison.get();
        return now == null ? null : meansShown() ? ComparisonTable.ofGroups(now) : ComparisonTable.ofRuns(now);
    }

    /** Whether means are wanted and there are any. */
    public boolean meansShown() {
        return means.get() && comparison.get() != null && comparison.get().severalSeeds();
    }

    /** How consistent the order of the layers is, in a sentence. */
    public String consistency() {
        Comparison now = comparison.get();
        return now == null || !now.layersMatch() ? "" : Consistency.of(now).words();
    }

    /** Writes tables and charts into a folder. @param done hears what was written, in one line */
    public void export(Path folder, Consumer<String> done) {
        Comparison now = comparison.get();
        if (now == null || busy.get()) {
            return;
        }
        busy.set(true);
        new Background(threads, problems).run("The comparison could not be exported", "exporting a comparison", () -> {
            int files = CompareExport.write(now, folder).size();
            return () -> {
                busy.set(false);
                done.accept("Wrote " + files + " files into " + folder);
            };
        }, () -> busy.set(false));
    }
}
