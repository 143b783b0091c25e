package dev.thresher.app.window.figures;

import dev.thresher.app.chart.FigureStyle;
import dev.thresher.app.chart.LegendPlace;
import dev.thresher.app.chart.PaletteKind;
import dev.thresher.app.chart.Range;
import dev.thresher.app.chart.Size;
import dev.thresher.app.figure.Figure;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/** How a figure looks, as it is typed and chosen on the page. */
public final class FigureForm {
    private static final Pattern RANGE = Pattern.compile("([-+0-9.eE]+)\\s*(?:to|:|…|\\s)\\s*([-+0-9.eE]+)");

    public final Field<Double> width = number("Width", 1, 40, "inches");
    public final Field<Double> height = number("Height", 1, 40, "inches");
    public final Field<String> font = new Field<>("Font", text -> {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("choose a font, or type the path of a TrueType file");
        }
        return text;
    }, Function.identity());
    public final Field<Double> fontSize = number("Font size", FigureStyle.SMALLEST_FONT, FigureStyle.LARGEST_FONT, "points");
    public final Field<Double> lines = number("Line width", 0.1, 10, "times the usual");
    public final Field<Integer> dpi = new Field<>("PNG", text -> {
        try {
            int dots = Integer.parseInt(text);
            if (dots >= Figure.LEAST_DPI && dots <= Figure.MOST_DPI) {
                return dots;
            }
        } catch (NumberFormatException e) {
            // told below, with what is expected
        }
        throw new IllegalArgumentException("'" + text + "' is not between " + Figure.LEAST_DPI + " and " + Figure.MOST_DPI + " dots per inch");
    }, String::valueOf);
    public final ObjectProperty<PaletteKind> palette = new SimpleObjectProperty<>(PaletteKind.OKABE_ITO);
    public final ObjectProperty<LegendPlace> legend = new SimpleObjectProperty<>(LegendPlace.BELOW);
    public final BooleanProperty titled = new SimpleBooleanProperty();
    public final Field<String> title = words("Title");
    public final Field<String> xLabel = words("Label of x");
    public final Field<String> leftLabel = words("Left label");
    public final Field<String> rightLabel = words("Right label");
    public final Field<Range> xRange = range("Range of x");
    public final Field<Range> leftRange = range("Left range");
    public final Field<Range> rightRange = range("Right range");
    /** Null is as the template has it. */
    public final ObjectProperty<Boolean> log = new SimpleObjectProperty<>();
    public final BooleanProperty best = new SimpleBooleanProperty();
    public final Field<Double> smoothing = number("Smoothing", 0, 0.99, "");
    public final Field<Double> around = optional("Around the decay", number("Around the decay", 0.01, 1e6, "epochs"));
    public final Field<String> layer = words("Layer");
    public final Field<Integer> step = new Field<>("Step", text -> {
        if (text.isEmpty()) {
            return null;
        }
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("'" + text + "' is no step; type a whole number, or nothing for the last");
        }
        return Integer.valueOf(text);
    }, value -> value == null ? "" : value.toString());

    /** All that is typed. */
    List<Field<?>> fields() {
        return List.of(width, height, font, fontSize, lines, dpi, title, xLabel, leftLabel, rightLabel, xRange, leftRange, rightRange, smoothing, around, layer, step);
    }

    /** Whatever changes with the form. */
    Observable[] parts() {
        return Stream.concat(fields().stream().map(Field::text), Stream.of(palette, legend, titled, log, best)).toArray(Observable[]::new);
    }

    /** The first thing that is wrong; empty if nothing is. */
    String problem() {
        return fields().stream().map(field -> field.problem().get()).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }

    void show(Figure figure) {
        width.show(figure.size().width());
        height.show(figure.size().height());
        font.show(figure.style().font());
        fontSize.show(figure.style().fontSize());
        lines.show(figure.style().lines());
        dpi.show(figure.dpi());
        palette.set(figure.style().palette());
        legend.set(figure.style().legend());
        titled.set(figure.style().titled());
        title.show(figure.words().title());
        xLabel.show(figure.words().x());
        leftLabel.show(figure.words().left());
        rightLabel.show(figure.words().right());
        xRange.show(figure.axes().x());
        leftRange.show(figure.axes().left());
        rightRange.show(figure.axes().right());
        log.set(figure.axes().log());
        best.set(figure.options().best());
        smoothing.show(figure.options().smoothing());
        around.show(figure.options().around());
        layer.show(figure.options().layer());
        step.show(figure.options().step());
    }

    /** The figure with what the form says; where a field is wrong, as it was. */
    Figure applied(Figure was) {
        FigureStyle style = was.style();
        return was.withSize(new Size(width.value(was.size().width()), height.value(was.size().height())))
                .withStyle(new FigureStyle(font.value(style.font()), fontSize.value(style.fontSize()), palette.get(), legend.get(), titled.get(), lines.value(style.lines())))
                .withDpi(dpi.value(was.dpi()))
                .withWords(new Figure.Words(title.value(was.words().title()), xLabel.value(was.words().x()), leftLabel.value(was.words().left()),
                        rightLabel.value(was.words().right())))
                .withAxes(new Figure.Axes(xRange.value(was.axes().x()), leftRange.value(was.axes().left()), rightRange.value(was.axes().right()), log.get()))
                .withOptions(new Figure.Options(best.get(), smoothing.value(was.options().smoothing()), around.value(was.options().around()),
                        layer.value(was.options().layer()), step.value(was.options().step())));
    }

    private static Field<Double> number(String name, double least, double most, String unit) {
        return new Field<>(name, text -> {
            try {
                double value = Double.parseDouble(text.replace(',', '.'));
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // told below, with what is expected
            }
            throw new IllegalArgumentException("'" + text + "' is not between " + plain(least) + " and " + plain(most) + (unit.isEmpty() ? "" : " " + unit));
        }, FigureForm::plain);
    }

    private static Field<Double> optional(String name, Field<Double> number) {
        return new Field<>(name, text -> {
            if (text.isEmpty()) {
                return null;
            }
            number.text().set(text);
            Double value = number.value(null);
            if (value == null) {
                throw new IllegalArgumentException(number.problem().get().substring(name.length() + 2));
            }
            return value;
        }, value -> value == null ? "" : plain(value));
    }

    private static Field<String> words(String name) {
        return new Field<>(name, text -> text.isEmpty() ? null : text, value -> value == null ? "" : value);
    }

    private static Field<Range> range(String name) {
        return new Field<>(name, text -> {
            if (text.isEmpty()) {
                return null;
            }
            Matcher matcher = RANGE.matcher(text);
            try {
                if (matcher.matches()) {
                    return new Range(Double.parseDouble(matcher.group(1)), Double.parseDouble(matcher.group(2)));
                }
            } catch (IllegalArgumentException e) {
                // told below, with what is expected
            }
            throw new IllegalArgumentException("'" + text + "' is no range; type its two ends as 0 to 100, the lower first");
        }, value -> value == null ? "" : plain(value.low()) + " to " + plain(value.high()));
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}
