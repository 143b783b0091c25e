package dev.thresher.app.cli;

import dev.thresher.app.chart.Range;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Ranges of an axis as they are typed: {@code 0:100}. */
final class Ranges implements ITypeConverter<Range> {
    @Override
    public Range convert(String text) {
        int colon = text.indexOf(':');
        try {
            return new Range(Double.parseDouble(text.substring(0, Math.max(0, colon))), Double.parseDouble(text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is no range; give its two ends as 0:100, the lower first");
        }
    }
}
