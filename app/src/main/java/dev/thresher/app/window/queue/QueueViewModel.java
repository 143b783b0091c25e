package dev.thresher.app.window.queue;

import dev.thresher.app.compare.Sweep;
import dev.thresher.app.window.Problems;
import dev.thresher.app.window.Ticker;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.app.window.run.Sessions;
import dev.thresher.engine.experiment.ExecutionConfig;
import dev.thresher.engine.experiment.Experiment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/**
 * Trains runs one after the other, or several at a time, whatever page is seen and beside the run of the Train page: where both go on,
 * both become slower. Every run is an ordinary run folder; one that was finished before is not run again. On the window's thread.
 */
public final class QueueViewModel {
    private static final Duration LOOK = Duration.ofMillis(500);
    public static final int MOST_AT_ONCE = 16;

    private final Ticker ticker;
    private final QueueTrainer trainer;
    private final ObservableList<QueuedRun> items = FXCollections.observableArrayList(item -> new Observable[] {item.state()});
    private final IntegerProperty atOnce = new SimpleIntegerProperty(1);
    private Consumer<Path> recorded = _ -> { };
    private final BooleanProperty held = new SimpleBooleanProperty();
    /** What is still to be done, for the next start; read by whoever ends the program. */
    private volatile List<QueueFile.Entry> unfinished = List.of();
    private boolean closing;

    public QueueViewModel(Sessions sessions, WindowThreads threads, Ticker ticker, Problems problems) {
        this.ticker = ticker;
        trainer = new QueueTrainer(sessions, threads, problems, new QueueTrainer.Listener() {
            @Override
            public void began() {
                ticker.start(LOOK, () -> items.forEach(QueuedRun::look));
            }

            @Override
            public void recorded(Path folder) {
                recorded.accept(folder);
            }

            @Override
            public void ended() {
                pump();
            }
        });
        atOnce.addListener((_, _, _) -> pump());
        held.addListener((_, _, _) -> pump());
        items.addListener((ListChangeListener<QueuedRun>) _ -> note());
    }

    private void note() {
        if (!closing) {
            unfinished = items.stream().filter(item -> item.state().get() == QueueState.WAITING || item.state().get().live()).map(QueuedRun::entry).toList();
        }
    }

    /** What waits or is under way, in order; once the end has begun, what was. From any thread. */
    public List<QueueFile.Entry> unfinished() {
        return unfinished;
    }

    /** Takes up what was unfinished when the window was closed. It is held: nothing is trained that nobody asked for today. */
    public void restore(List<QueueFile.Entry> entries) {
        for (QueueFile.Entry entry : entries) {
            QueuedRun item = new QueuedRun(entry.experiment(), Path.of(entry.runs()));
            item.folder = entry.folder() == null ? null : Path.of(entry.folder());
            held.set(true);
            items.add(item);
        }
    }

    /** While it is, no waiting run begins; those under way go on. */
    public BooleanProperty held() {
        return held;
    }

    /** @param folders hears of every run that began, ended, or was found */
    public void onRecorded(Consumer<Path> folders) {
        recorded = folders;
    }

    /** In the order in which they are trained; changes when a state does. */
    public ObservableList<QueuedRun> items() {
        return items;
    }

    /** How many are trained at a time; the threads of the experiment are shared out among them. */
    public IntegerProperty atOnce() {
        return atOnce;
    }

    /** Whether any is being trained, or about to. */
    public boolean live() {
        return count(QueueState.LOADING) + count(QueueState.TRAINING) + count(QueueState.STOPPING) > 0;
    }

    public int count(QueueState state) {
        return (int) items.stream().filter(item -> item.state().get() == state).count();
    }

    /** Adds those that are not in the queue already, unfinished ones aside. @return how many were added */
    public int add(List<Experiment> experiments, Path runs) {
        int added = 0;
        for (Experiment experiment : experiments) {
            if (items.stream().noneMatch(item -> !item.state().get().unfinished() && Sweep.same(item.experiment(), experiment))) {
                items.add(new QueuedRun(experiment, runs));
                added++;
            }
        }
        pump();
        return added;
    }

    /** Takes a waiting run out of the queue, or stops one that is trained; what it did is kept. */
    public void cancel(QueuedRun item) {
        switch (item.state().get()) {
            case WAITING -> items.remove(item);
            case LOADING, TRAINING -> trainer.stop(item);
            case STOPPING -> { }
            case FINISHED, FOUND, STOPPED, FAILED -> items.remove(item);
        }
    }

    /** Trains a run that was stopped or failed once more: from its last checkpoint where it has one. */
    public void again(QueuedRun item) {
        if (item.state().get().unfinished()) {
            item.givenUp = false;
            item.become(QueueState.WAITING, "");
            pump();
        }
    }

    public boolean canMove(QueuedRun item, int by) {
        return other(item, by) >= 0;
    }

    /** Lets a waiting run change places with the one before it (−1) or after it (1) that waits. */
    public void move(QueuedRun item, int by) {
        int to = other(item, by);
        if (to >= 0) {
            items.remove(item);
            items.add(to, item);
        }
    }

    private int other(QueuedRun item, int by) {
        if (item.state().get() == QueueState.WAITING) {
            for (int i = items.indexOf(item) + by; i >= 0 && i < items.size(); i += by) {
                if (items.get(i).state().get() == QueueState.WAITING) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Takes what has ended off the list; the runs stay in their folders. */
    public void clearEnded() {
        items.removeIf(item -> item.state().get() != QueueState.WAITING && !item.state().get().live());
    }

    private void pump() {
        while (!held.get() && items.stream().filter(item -> item.state().get().live()).count() < Math.clamp(atOnce.get(), 1, MOST_AT_ONCE)) {
            Optional<QueuedRun> next = items.stream().filter(item -> item.state().get() == QueueState.WAITING).findFirst();
            if (next.isEmpty()) {
                break;
            }
            trainer.train(next.get(), shared(next.get().experiment()));
        }
        if (!live()) {
            ticker.stop();
        }
    }

    /** The number of threads changes no bit of a run. */
    private Experiment shared(Experiment experiment) {
        ExecutionConfig execution = experiment.execution();
        return experiment.withExecution(execution.withThreads(Math.max(1, execution.threads() / Math.clamp(atOnce.get(), 1, MOST_AT_ONCE))));
    }

    /** What closing the window would end, for people. @param other a run of the Train page that is under way; null for none */
    public String closing(String other) {
        int now = (int) items.stream().filter(item -> item.state().get().live()).count();
        int waiting = count(QueueState.WAITING);
        return (now == 1 ? "One run of the queue is" : now + " runs of the queue are") + " still training"
                + (waiting == 0 ? "" : waiting == 1 ? ", one is waiting" : ", " + waiting + " are waiting") + (other == null ? "" : ", and " + other + " is training too")
                + ". If you stop, everything up to now is kept in the run folders and can be resumed later"
                + (waiting == 0 ? "." : "; what waits is remembered, and waits on Compare at the next start.");
    }

    /** Begins no other run and stops those under way. @return done, on whichever thread, when their folders are complete */
    public CompletableFuture<Void> stopAll() {
        closing = true;
        held.set(true);
        List.copyOf(items).stream().filter(item -> item.state().get().live()).forEach(this::cancel);
        return trainer.end();
    }

    /** Ends all at the end of the program: stops them and waits until their folders are complete. From any thread. */
    public void endNow(Duration patience) throws InterruptedException, TimeoutException {
        trainer.endNow(patience);
    }
}
