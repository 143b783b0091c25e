package dev.thresher.app.window.figures;

import dev.thresher.app.figure.BoundRun;
import dev.thresher.app.figure.Figure;
import dev.thresher.app.figure.FigureFile;
import dev.thresher.app.figure.FigureFormat;
import dev.thresher.app.figure.FigureSet;
import dev.thresher.app.figure.MadeFigure;
import dev.thresher.app.window.Problems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.datasets.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;

/** Writes figures in the background, one request at a time; another one meanwhile is passed over. Called on the window's thread. */
public final class FigureExports {
    private final WindowThreads threads;
    private final Problems problems;
    private final Consumer<String> said;
    private final Function<Path, BoundRun> runs;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
    private volatile boolean givenUp;

    /**
     * @param said hears what was written, one line
     * @param runs reads them
     */
    FigureExports(WindowThreads threads, Problems problems, Consumer<String> said, Function<Path, BoundRun> runs) {
        this.threads = threads;
        this.problems = problems;
        this.said = said;
        this.runs = runs;
    }

    /** Whether something is being written. */
    public ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /** 0 to 1. */
    public ReadOnlyDoubleProperty progress() {
        return progress.getReadOnlyProperty();
    }

    /** Ends the export between two files; what is written stays. */
    public void giveUp() {
        givenUp = true;
    }

    MadeFigure made(Figure figure) {
        return MadeFigure.of(figure, figure.runs().stream().map(runs).toList());
    }

    /** Keeps a figure's settings beside its run. */
    void save(Figure figure, String name) {
        work("The figure could not be saved", "saving a figure", () -> {
            made(figure); // what cannot be made is not worth keeping
            Path file = FigureFile.place(figure, name);
            FigureFile.write(file, figure);
            return "Saved " + file;
        });
    }

    void write(Figure figure, Path file, FigureFormat format) {
        work("The figure could not be exported", "exporting a figure", () -> {
            made(figure).write(file, format);
            return "Exported " + file;
        });
    }

    /** @param figures by the names of their files */
    void writeAll(Map<String, Figure> figures, Path folder, List<FigureFormat> formats) {
        work("The figures could not be exported", "exporting figures", () -> {
            FigureSet.Result result = FigureSet.write(figures, folder, formats, (done, total, _) -> {
                if (givenUp) {
                    throw new CancellationException();
                }
                threads.ui().execute(() -> progress.set((double) done / total));
            });
            if (!result.left().isEmpty()) {
                problems.tell(result.left().size() == 1 ? "A figure was left out" : result.left().size() + " figures were left out",
                        String.join("\n", result.left().values()));
            }
            return "Exported " + result.written().size() + " files to " + folder;
        });
    }

    private interface Work {
        /** What was done, one line. */
        String done();
    }

    private void work(String refusal, String doing, Work work) {
        if (busy.get()) {
            return;
        }
        givenUp = false;
        busy.set(true);
        progress.set(0);
        threads.background().execute(() -> {
            String line = "";
            try {
                line = work.done();
            } catch (CancellationException e) {
                line = "The export was cancelled; what was written stays";
            } catch (UserError e) {
                problems.tell(refusal, e.getMessage());
            } catch (RuntimeException | Error e) {
                problems.unexpected(doing, e);
            }
            String outcome = line;
            threads.ui().execute(() -> {
                busy.set(false);
                if (!outcome.isEmpty()) {
                    said.accept(outcome);
                }
            });
        });
    }
}
