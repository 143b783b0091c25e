package dev.thresher.app.cli;

import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.StepEstimator;
import dev.thresher.engine.experiment.ThresholdKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Enumerations as they are typed: {@code long-tailed} for {@code LONG_TAILED}. */
final class Words {
    private Words() {
    }

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Teaches a command line, with all its subcommands, the enumerations of an experiment. */
    static void register(CommandLine line) {
        register(line, MethodKind.class);
        register(line, ThresholdKind.class);
        register(line, StepEstimator.class);
        register(line, BackendKind.class);
    }

    private static <E extends Enum<E>> void register(CommandLine line, Class<E> type) {
        line.registerConverter(type, word -> Arrays.stream(type.getEnumConstants())
                .filter(value -> of(value).equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + word + "' is none of "
                        + Arrays.stream(type.getEnumConstants()).map(Words::of).collect(Collectors.joining(", ")))));
    }
}
