package dev.thresher.app.window.data;

import dev.thresher.app.window.Background;
import dev.thresher.app.window.Problems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.app.window.run.Texts;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DatasetStatus;
import dev.thresher.datasets.catalogue.KnownDataset.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Which data sets are here, and the one that is being brought here. */
public final class DataViewModel {
    private final DataShelf shelf;
    private final WindowThreads threads;
    private final Problems problems;

    private final ReadOnlyObjectWrapper<List<DatasetStatus>> status = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
    private final ReadOnlyStringWrapper doing = new ReadOnlyStringWrapper("");
    private AtomicBoolean cancelled = new AtomicBoolean();
    /** One report is on its way to the window's thread; further ones wait for it, so that none pile up. */
    private final AtomicBoolean reporting = new AtomicBoolean();

    public DataViewModel(DataShelf shelf, WindowThreads threads, Problems problems) {
        this.shelf = shelf;
        this.threads = threads;
        this.problems = problems;
    }

    /** Every known data set; empty until the first look is done. */
    public ReadOnlyObjectProperty<List<DatasetStatus>> status() {
        return status.getReadOnlyProperty();
    }

    /** Whether a data set is being fetched or generated. */
    public ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /** Share done, 0 … 1; −1 while the size is not known. */
    public ReadOnlyDoubleProperty progress() {
        return progress.getReadOnlyProperty();
    }

    /** What is being fetched or drawn. */
    public ReadOnlyStringProperty doing() {
        return doing.getReadOnlyProperty();
    }

    public Optional<DatasetStatus> of(String name) {
        return status.get().stream().filter(one -> one.dataset().name().equals(name)).findFirst();
    }

    /** Why a data set cannot be trained on as things are, by name; one that is drawn on demand can be. */
    public Map<String, String> absent() {
        Map<String, String> absent = new LinkedHashMap<>();
        for (DatasetStatus one : status.get()) {
            if (!one.present() && one.dataset().origin() != Origin.GENERATED) {
                absent.put(one.dataset().name(), one.dataset().title() + (one.dataset().origin() == Origin.FETCHED
                        ? " is not here yet: fetch it first" : " is not here: put it where data sets are looked for"));
            }
        }
        return absent;
    }

    /** Looks what is here. */
    public void refresh() {
        new Background(threads, problems).run("Data sets cannot be listed", "looking for data sets", () -> {
            List<DatasetStatus> found = shelf.status();
            return () -> status.set(found);
        });
    }

    /** Fetches or generates a data set; does nothing while another is on its way. */
    public void bring(String name) {
        if (busy.get()) {
            return;
        }
        AtomicBoolean stop = new AtomicBoolean();
        cancelled = stop;
        busy.set(true);
        progress.set(-1);
        doing.set(name);
        threads.background().execute(() -> {
            try {
                shelf.bring(name, this::report, stop::get);
            } catch (UserError e) {
                problems.tell("The data set could not be had", e.getMessage());
            } catch (RuntimeException e) {
                problems.unexpected("bringing " + name, e);
            } finally {
                threads.ui().execute(() -> busy.set(false));
                refresh();
            }
        });
    }

    private void report(String what, long done, long total) {
        if (reporting.compareAndSet(false, true)) {
            threads.ui().execute(() -> {
                reporting.set(false);
                progress.set(total > 0 ? (double) done / total : -1);
                doing.set(total > 0 ? what + ", " + Texts.count(100 * done / total) + " %" : what);
            });
        }
    }

    /** Stops bringing; what has come of a download stays for the next time. */
    public void cancel() {
        cancelled.set(true);
        doing.set("stopping");
    }
}
