package dev.thresher.app.cli;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Lengths on paper as they are typed: {@code 3.25in}, {@code 8.2cm}, {@code 82mm}, {@code 234pt}; a number alone is in inches. */
final class Lengths implements ITypeConverter<Double> {
    private static final Pattern LENGTH = Pattern.compile("([0-9]*\\.?[0-9]+)\\s*(in|cm|mm|pt)?");
    private static final Map<String, Double> INCHES = Map.of("in", 1.0, "cm", 1 / 2.54, "mm", 1 / 25.4, "pt", 1 / 72.0);

    /** @return inches */
    @Override
    public Double convert(String text) {
        Matcher matcher = LENGTH.matcher(text.strip().toLowerCase(java.util.Locale.ROOT));
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is no length; give it as 3.25in, 8.2cm, 82mm or 234pt");
        }
        return Double.parseDouble(matcher.group(1)) * INCHES.get(matcher.group(2) == null ? "in" : matcher.group(2));
    }
}
