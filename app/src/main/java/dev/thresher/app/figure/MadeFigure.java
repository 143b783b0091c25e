package dev.thresher.app.figure;

import dev.thresher.app.chart.Axis;
import dev.thresher.app.chart.ChartExport;
import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.FigureStyle;
import dev.thresher.app.chart.Format;
import dev.thresher.app.chart.Paper;
import dev.thresher.app.chart.Typeface;
import dev.thresher.app.chart.ViewState;
import dev.thresher.app.masks.MaskSheet;
import dev.thresher.app.masks.MaskSheetFigure;
import dev.thresher.app.masks.SheetCsv;
import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A figure bound to its runs' numbers, ready to be looked at and written. */
public final class MadeFigure {
    private final Figure figure;
    private final String title;
    private final Paper.Drawing drawing;
    private final Numbers csv;
    private final Numbers tex;
    private final Content.Chart chart;

    @FunctionalInterface
    private interface Numbers {
        byte[] bytes() throws IOException;
    }

    private MadeFigure(Figure figure, String title, Paper.Drawing drawing, Numbers csv, Numbers tex, Content.Chart chart) {
        this.figure = figure;
        this.title = title;
        this.drawing = drawing;
        this.csv = csv;
        this.tex = tex;
        this.chart = chart;
    }

    /**
     * Reads the figure's runs and makes it.
     *
     * @throws UserError where a run cannot be read, or lacks what is drawn: one line that says what is missing
     */
    public static MadeFigure of(Figure figure) {
        return of(figure, figure.runs().stream().map(BoundRun::open).toList());
    }

    /** The same of runs that are read already. @throws UserError where they lack what is drawn */
    public static MadeFigure of(Figure figure, List<BoundRun> runs) {
        Typeface.named(figure.style().font());
        Content content = figure.template().make(figure, runs);
        return switch (content) {
            case Content.Chart(ChartModel model, ViewState view) -> chart(figure, model, view);
            case Content.Sheets sheets -> {
                FigureStyle style = figure.style();
                List<MaskSheet> named = figure.words().title() == null ? sheets.sheets() : sheets.sheets().stream()
                        .map(one -> new MaskSheet(figure.words().title(), one.caption(), one.layout(), one.shading(), one.colours())).toList();
                yield new MadeFigure(figure, named.getFirst().title(),
                        (g, width, height, scale) -> MaskSheetFigure.draw(g, named, style, width, height, scale), () -> SheetCsv.bytes(named), null, null);
            }
            case Content.Listing(Table table) -> {
                String title = or(figure.words().title(), table.title());
                yield new MadeFigure(figure, title, new TableDrawing(table, figure.style(), figure.style().titled() ? title : ""),
                        () -> TableText.CSV.bytes(table), () -> TableText.LATEX.bytes(table), null);
            }
        };
    }

    private static MadeFigure chart(Figure figure, ChartModel model, ViewState view) {
        Figure.Words words = figure.words();
        ChartModel worded = model.withTitle(or(words.title(), model.title())).withAxes(label(model.x(), words.x()), label(model.left(), words.left()),
                model.right() == null ? null : label(model.right(), words.right()));
        Figure.Axes axes = figure.axes();
        ViewState seen = axes.log() == null ? view : view.withLog(axes.log());
        seen = seen.withRanges(or(axes.x(), seen.x()), or(axes.left(), seen.left()), or(axes.right(), seen.right()));
        ViewState asked = seen;
        return new MadeFigure(figure, worded.title(), ChartExport.drawing(worded, asked, figure.style()),
                () -> ChartExport.bytes(worded, asked, figure.size(), figure.style(), figure.dpi(), Format.CSV), null, new Content.Chart(worded, asked));
    }

    private static Axis label(Axis axis, String label) {
        return label == null ? axis : axis.withLabel(label);
    }

    private static <T> T or(T given, T usual) {
        return given == null ? usual : given;
    }

    public Figure figure() {
        return figure;
    }

    /** What is drawn, to be shown where it can be zoomed into; null where it is no chart. */
    public ChartModel chart() {
        return chart == null ? null : chart.model();
    }

    /** How the chart is looked at; null where it is none. */
    public ViewState view() {
        return chart == null ? null : chart.view();
    }

    /** The figure as a picture of that many dots per inch. */
    public BufferedImage picture(int dpi) {
        return Paper.picture(drawing, figure.size(), Color.WHITE, dpi);
    }

    /** @throws UserError where the template is not written so */
    public byte[] bytes(FigureFormat format) throws IOException {
        FigureStyle style = figure.style();
        return switch (format) {
            case CSV -> csv.bytes();
            case TEX -> {
                if (tex == null) {
                    throw new UserError(figure.template().number() + ": is a picture and has no LaTeX; write it as svg, pdf, png or csv");
                }
                yield tex.bytes();
            }
            default -> Paper.bytes(title, drawing, figure.size(), Typeface.named(style.font()), figure.dpi(), format.chart());
        };
    }

    /** Writes beside {@code file} and moves it there. @throws UserError in one line where that cannot be */
    public void write(Path file, FigureFormat format) {
        byte[] content;
        try {
            content = bytes(format);
        } catch (IOException e) {
            throw FileErrors.writing(file, e);
        }
        ChartExport.replace(file, content);
    }
}
