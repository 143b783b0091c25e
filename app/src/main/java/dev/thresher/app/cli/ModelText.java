package dev.thresher.app.cli;

import dev.thresher.engine.model.spec.ModelTable;
import java.util.Locale;
import java.util.stream.IntStream;

/** A network's table for people. */
final class ModelText {
    private ModelText() {
    }

    /** Lines, each ending in a line end; columns as wide as what stands in them. */
    static String of(ModelTable table) {
        int name = width("layer", table.layers().stream().mapToInt(row -> row.name().length()));
        int type = width("type", table.layers().stream().mapToInt(row -> row.type().length()));
        int output = width("output", table.layers().stream().mapToInt(row -> row.output().length()));
        String format = "%-" + name + "s  %-" + type + "s  %-" + output + "s %14s %14s %16s%n";
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%s on images of %s, %,d classes%n%n", table.name(), table.input(), table.classes()));
        text.append(String.format(Locale.ROOT, format, "layer", "type", "output", "parameters", "masked", "multiply-adds"));
        for (ModelTable.Row row : table.layers()) {
            text.append(String.format(Locale.ROOT, format, row.name(), row.type(), row.output(), count(row.parameters()),
                    count(row.maskedParameters()), count(row.multiplyAdds())));
        }
        return text.append(String.format(Locale.ROOT, format, "all", "", "", Texts.count(table.parameters()),
                Texts.count(table.maskedParameters()), Texts.count(table.multiplyAdds()))).toString();
    }

    private static int width(String title, IntStream lengths) {
        return Math.max(title.length(), lengths.max().orElse(0));
    }

    /** A dash for none: most layers have no parameters. */
    private static String count(long value) {
        return value == 0 ? "–" : Texts.count(value);
    }
}
