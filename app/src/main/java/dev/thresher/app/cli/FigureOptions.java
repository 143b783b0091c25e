package dev.thresher.app.cli;

import dev.thresher.app.chart.FigureStyle;
import dev.thresher.app.chart.LegendPlace;
import dev.thresher.app.chart.PaletteKind;
import dev.thresher.app.chart.Range;
import dev.thresher.app.chart.Size;
import dev.thresher.app.figure.Figure;
import dev.thresher.app.figure.SizePreset;
import dev.thresher.datasets.UserError;
import picocli.CommandLine.Option;

/** How a figure looks; what is not given stays as it is. */
final class FigureOptions {
    @Option(names = "--preset", paramLabel = "one-column|text-width|two-columns", description = "Width and height of usual page layouts: 3.25 × 2.4, 5.5 × 3, 6.75 × 3.2 in")
    private SizePreset preset;

    @Option(names = "--width", paramLabel = "LENGTH", converter = Lengths.class, description = "True width, as 3.25in, 8.2cm, 82mm or 234pt")
    private Double width;

    @Option(names = "--height", paramLabel = "LENGTH", converter = Lengths.class, description = "True height")
    private Double height;

    @Option(names = "--font", paramLabel = "NAME", description = "Liberation Sans, Liberation Serif, Liberation Mono, or a TrueType file; PDFs embed it")
    private String font;

    @Option(names = "--font-size", paramLabel = "POINTS", description = "Of labels and legend, in points")
    private Double fontSize;

    @Option(names = "--palette", paramLabel = "okabe-ito|muted|greyscale", description = "Colours; all are safe for colour-blind readers")
    private PaletteKind palette;

    @Option(names = "--legend", paramLabel = "PLACE", description = "below, above, right, top-left, top-right, bottom-left, bottom-right or none")
    private LegendPlace legend;

    @Option(names = "--line-width", paramLabel = "FACTOR", description = "Times the usual width of lines")
    private Double lines;

    @Option(names = "--title", paramLabel = "TEXT", description = "Title above the figure. Default: none, for papers have captions")
    private String title;

    @Option(names = "--x-label", paramLabel = "TEXT", description = "Label of the horizontal axis")
    private String x;

    @Option(names = "--y-label", paramLabel = "TEXT", description = "Label of the left axis")
    private String left;

    @Option(names = "--right-label", paramLabel = "TEXT", description = "Label of the right axis")
    private String right;

    @Option(names = "--x-range", paramLabel = "FROM:TO", converter = Ranges.class, description = "What is seen of the horizontal axis")
    private Range xRange;

    @Option(names = "--y-range", paramLabel = "FROM:TO", converter = Ranges.class, description = "What is seen of the left axis, as 0:100")
    private Range leftRange;

    @Option(names = "--right-range", paramLabel = "FROM:TO", converter = Ranges.class, description = "What is seen of the right axis")
    private Range rightRange;

    @Option(names = "--log", description = "Logarithmic left axis")
    private Boolean log;

    @Option(names = "--smoothing", paramLabel = "0…0.99", description = "Strength of the moving average of curves over steps")
    private Double smoothing;

    @Option(names = "--around", paramLabel = "EPOCHS", description = "fig5b: epochs shown before and after the decay")
    private Double around;

    @Option(names = "--layer", paramLabel = "NAME", description = "fig5a, fig5b, fig6a: the layer looked at, by default the output layer; masks: by default the first")
    private String layer;

    @Option(names = "--step", paramLabel = "N", description = "masks: those of this step, or the last ones before it. Default: the last")
    private Integer step;

    @Option(names = "--best", description = "Accuracies of the best epoch (chosen on the test set). Default: of the last")
    private Boolean best;

    @Option(names = "--dpi", paramLabel = "DOTS", description = "Dots per inch of a PNG. Default: 300")
    private Integer dpi;

    /** The same figure with what is given. @throws UserError where a value is beyond reason */
    Figure applied(Figure figure) {
        try {
            return figure.withSize(size(figure.size())).withStyle(style(figure.style())).withWords(words(figure.words())).withAxes(axes(figure.axes()))
                    .withOptions(options(figure.options())).withDpi(or(dpi, figure.dpi()));
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage() + ": is beyond what a figure can be; 'thresher figure --help' tells the options");
        }
    }

    private Size size(Size usual) {
        Size start = preset == null ? usual : preset.size();
        return new Size(or(width, start.width()), or(height, start.height()));
    }

    private FigureStyle style(FigureStyle usual) {
        return new FigureStyle(or(font, usual.font()), or(fontSize, usual.fontSize()), or(palette, usual.palette()), or(legend, usual.legend()),
                title == null ? usual.titled() : !title.isBlank(), or(lines, usual.lines()));
    }

    private Figure.Words words(Figure.Words usual) {
        return new Figure.Words(or(title, usual.title()), or(x, usual.x()), or(left, usual.left()), or(right, usual.right()));
    }

    private Figure.Axes axes(Figure.Axes usual) {
        return new Figure.Axes(or(xRange, usual.x()), or(leftRange, usual.left()), or(rightRange, usual.right()), or(log, usual.log()));
    }

    private Figure.Options options(Figure.Options usual) {
        return new Figure.Options(or(best, usual.best()), or(smoothing, usual.smoothing()), or(around, usual.around()), or(layer, usual.layer()),
                or(step, usual.step()));
    }

    /** Whether the legend's place is given. */
    boolean placesLegend() {
        return legend != null;
    }

    private static <T> T or(T given, T usual) {
        return given == null ? usual : given;
    }
}
