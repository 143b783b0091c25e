package dev.thresher.app.window.figures;

import dev.thresher.app.chart.LegendPlace;
import dev.thresher.app.chart.Size;
import dev.thresher.app.chart.Typeface;
import dev.thresher.app.figure.Figure;
import dev.thresher.app.figure.MadeFigure;
import dev.thresher.app.figure.Template;
import dev.thresher.app.window.Problems;
import dev.thresher.app.window.WindowThreads;
import dev.thresher.datasets.UserError;
import java.awt.image.BufferedImage;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Small pictures of all templates, each as it is bound: drawn in the background one after the other, and kept until what they show changes.
 * On the window's thread.
 */
public final class Thumbnails {
    /** 70 × 50 pixels; drawn as if they were larger, for else the letters would be all there is to see. */
    private static final Size SIZE = new Size(1.4, 1);
    private static final double DOTS_PER_INCH = 50;
    private static final Figure.Words NONE = new Figure.Words("", "", "", "");

    private final WindowThreads threads;
    private final Problems problems;
    private final Function<Figure, MadeFigure> made;
    private final Map<Template, ReadOnlyObjectWrapper<BufferedImage>> pictures = new EnumMap<>(Template.class);
    private final Map<Template, Figure> current = new EnumMap<>(Template.class);
    private final Map<Template, Figure> waiting = new LinkedHashMap<>();
    private double scale = 1;
    private boolean drawing;

    /** @param made makes a figure of its runs; called in the background */
    Thumbnails(WindowThreads threads, Problems problems, Function<Figure, MadeFigure> made) {
        this.threads = threads;
        this.problems = problems;
        this.made = made;
        for (Template template : Template.values()) {
            pictures.put(template, new ReadOnlyObjectWrapper<>());
        }
    }

    /** Null where there is none: not drawn yet, or the runs lack what it shows. */
    public ReadOnlyObjectProperty<BufferedImage> of(Template template) {
        return pictures.get(template).getReadOnlyProperty();
    }

    /** How many device pixels make a pixel of the screen; before the first is drawn. */
    public void setScale(double devicePixels) {
        scale = devicePixels;
    }

    /** The same runs may have gone on: all are drawn anew. */
    void forget() {
        current.clear();
    }

    /** Draws a template as it is now, unless its picture shows that already. */
    void want(Figure figure) {
        Figure small = figure.withSize(SIZE).withWords(NONE).withDpi(Figure.LEAST_DPI)
                .withStyle(figure.style().withFont(Typeface.SANS, 4).withTitled(false).withLegend(LegendPlace.NONE).withLines(1));
        if (!small.equals(current.put(figure.template(), small))) {
            waiting.put(figure.template(), small);
            next();
        }
    }

    private void next() {
        if (drawing || waiting.isEmpty()) {
            return;
        }
        Figure figure = waiting.remove(waiting.keySet().iterator().next());
        drawing = true;
        int dots = (int) Math.round(DOTS_PER_INCH * scale);
        threads.background().execute(() -> {
            BufferedImage picture = picture(figure, dots);
            threads.ui().execute(() -> {
                drawing = false;
                if (figure.equals(current.get(figure.template()))) {
                    pictures.get(figure.template()).set(picture);
                }
                next();
            });
        });
    }

    private BufferedImage picture(Figure figure, int dots) {
        try {
            return made.apply(figure).picture(dots);
        } catch (UserError e) {
            return null; // the preview says why, where the template is chosen
        } catch (RuntimeException | Error e) {
            problems.unexpected("drawing a small picture of " + figure.template().number(), e);
            return null;
        }
    }
}
