package dev.thresher.app.window.figures;

import dev.thresher.app.figure.Figure;
import dev.thresher.app.figure.MadeFigure;
import dev.thresher.app.window.Problems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.datasets.UserError;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Draws a figure in the background, one drawing at a time; what has changed meanwhile is drawn next. On the window's thread. */
final class PreviewLoop {
    private final WindowThreads threads;
    private final Problems problems;
    private final Function<Figure, MadeFigure> made;
    private final Supplier<Figure> shown;
    private final IntSupplier dotsPerInch;
    private final ReadOnlyObjectWrapper<Preview> preview = new ReadOnlyObjectWrapper<>(Preview.NONE);
    private boolean drawing;
    private boolean stale;

    /**
     * @param made makes a figure of its runs; called in the background
     * @param shown the figure as it is now
     */
    PreviewLoop(WindowThreads threads, Problems problems, Function<Figure, MadeFigure> made, Supplier<Figure> shown, IntSupplier dotsPerInch) {
        this.threads = threads;
        this.problems = problems;
        this.made = made;
        this.shown = shown;
        this.dotsPerInch = dotsPerInch;
    }

    ReadOnlyObjectProperty<Preview> preview() {
        return preview.getReadOnlyProperty();
    }

    void draw() {
        stale = true;
        if (drawing) {
            return;
        }
        stale = false;
        drawing = true;
        Figure figure = shown.get();
        int dots = dotsPerInch.getAsInt();
        threads.background().execute(() -> {
            Preview drawn = draw(figure, dots);
            threads.ui().execute(() -> {
                drawing = false;
                preview.set(drawn);
                if (stale) {
                    draw();
                }
            });
        });
    }

    private Preview draw(Figure figure, int dots) {
        try {
            return new Preview(made.apply(figure).picture(dots), figure.size().width(), figure.size().height(), "");
        } catch (UserError e) {
            return new Preview(null, figure.size().width(), figure.size().height(), e.getMessage());
        } catch (RuntimeException | Error e) {
            problems.unexpected("drawing a figure", e);
            return new Preview(null, figure.size().width(), figure.size().height(), "The figure could not be drawn");
        }
    }
}
