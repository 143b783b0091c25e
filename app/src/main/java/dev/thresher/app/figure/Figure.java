package dev.thresher.app.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.thresher.app.chart.FigureStyle;
import dev.thresher.app.chart.Range;
import dev.thresher.app.chart.Size;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What a figure shows, and how: enough to make it again. Immutable.
 *
 * @param template which figure or table it is
 * @param runs the run folders it is drawn from, in their order
 * @param size true size in inches
 * @param style typeface, colours, legend
 * @param words titles and labels set by hand
 * @param axes ranges and scales set by hand
 * @param options what else the template can be told
 * @param dpi dots per inch of a PNG
 */
public record Figure(Template template, List<Path> runs, Size size, FigureStyle style, Words words, Axes axes, Options options, int dpi) {
    public static final int LEAST_DPI = 36;
    public static final int MOST_DPI = 2400;
    private static final double FONT_SIZE = 8;
    private static final Size TABLE = new Size(5.5, 1.2);
    private static final Size THREE_SHEETS = new Size(SizePreset.TWO_COLUMNS.size().width(), 2.8);

    /** Each null takes what the template says; an empty text leaves it away. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Words(String title, String x, String left, String right) {
        public static final Words USUAL = new Words(null, null, null, null);
    }

    /**
     * Each null fits the data, or takes the template's scale.
     *
     * @param log whether the left axis is logarithmic
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Axes(Range x, Range left, Range right, Boolean log) {
        public static final Axes USUAL = new Axes(null, null, null, null);
    }

    /**
     * What only some templates know; the others ignore it.
     *
     * @param best whether accuracies are those of the best epoch (chosen on the test set) rather than of the last
     * @param smoothing strength of the moving average of curves over steps, 0 to 0.99
     * @param around epochs shown before and after the decay of Figure 5b; null for a fitting number
     * @param layer the layer of Figures 5 and 6 (null: the output layer) and of mask sheets (null: the first)
     * @param step the step of mask sheets; null for the last that was recorded
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Options(boolean best, double smoothing, Double around, String layer, Integer step) {
        public static final Options USUAL = new Options(false, 0, null, null, null);

        public Options {
            if (!(smoothing >= 0 && smoothing <= 0.99)) {
                throw new IllegalArgumentException("smoothing " + smoothing + " is not in 0 … 0.99");
            }
            if (around != null && !(around > 0 && Double.isFinite(around))) {
                throw new IllegalArgumentException("around " + around + " is not above 0");
            }
        }

        public Options withBest(boolean on) {
            return new Options(on, smoothing, around, layer, step);
        }

        public Options withSmoothing(double strength) {
            return new Options(best, strength, around, layer, step);
        }

        public Options withAround(Double epochs) {
            return new Options(best, smoothing, epochs, layer, step);
        }

        public Options withLayer(String name) {
            return new Options(best, smoothing, around, name, step);
        }

        public Options withStep(Integer at) {
            return new Options(best, smoothing, around, layer, at);
        }
    }

    public Figure {
        Objects.requireNonNull(template, "template");
        runs = List.copyOf(runs);
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(style, "style");
        Objects.requireNonNull(words, "words");
        Objects.requireNonNull(axes, "axes");
        Objects.requireNonNull(options, "options");
        if (dpi < LEAST_DPI || dpi > MOST_DPI) {
            throw new IllegalArgumentException(dpi + " dpi is not between " + LEAST_DPI + " and " + MOST_DPI);
        }
    }

    /** As the template usually looks: a chart one column wide, a table as wide as text, without a title, the legend in its place. */
    public static Figure of(Template template, List<Path> runs) {
        FigureStyle style = FigureStyle.USUAL.withFont(FigureStyle.USUAL.font(), FONT_SIZE).withTitled(false).withLegend(template.legend());
        Size size = template.kind() == Template.Kind.TABLE ? TABLE : template == Template.MASKPAIR ? THREE_SHEETS : SizePreset.ONE_COLUMN.size();
        return new Figure(template, runs, size, style, Words.USUAL, Axes.USUAL, Options.USUAL, 300);
    }

    public Figure withTemplate(Template other) {
        return new Figure(other, runs, size, style, words, axes, options, dpi);
    }

    public Figure withRuns(List<Path> others) {
        return new Figure(template, others, size, style, words, axes, options, dpi);
    }

    public Figure withSize(Size other) {
        return new Figure(template, runs, other, style, words, axes, options, dpi);
    }

    public Figure withStyle(FigureStyle other) {
        return new Figure(template, runs, size, other, words, axes, options, dpi);
    }

    public Figure withWords(Words others) {
        return new Figure(template, runs, size, style, others, axes, options, dpi);
    }

    public Figure withAxes(Axes others) {
        return new Figure(template, runs, size, style, words, others, options, dpi);
    }

    public Figure withOptions(Options others) {
        return new Figure(template, runs, size, style, words, axes, others, dpi);
    }

    public Figure withDpi(int dots) {
        return new Figure(template, runs, size, style, words, axes, options, dots);
    }
}
