package dev.thresher.app.cli;

import dev.thresher.app.chart.LegendPlace;
import dev.thresher.app.chart.PaletteKind;
import dev.thresher.app.figure.FigureFormat;
import dev.thresher.app.figure.SizePreset;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.CublasUse;
import dev.thresher.engine.experiment.DecayScope;
import dev.thresher.engine.experiment.Device;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.OptimiserKind;
import dev.thresher.engine.experiment.Precision;
import dev.thresher.engine.experiment.ScheduleKind;
import dev.thresher.engine.experiment.StepEstimator;
import dev.thresher.engine.experiment.ThresholdKind;
import dev.thresher.engine.export.ExportFormat;
import dev.thresher.engine.run.Weights;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Words of the command line: enumerations as they are typed, and what is named after a file. */
final class Words {
    private Words() {
    }

    /** {@code long-tailed} for {@code LONG_TAILED}. */
    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a path calls its file or folder, also where it is {@code .} or ends in {@code ..}. */
    static String name(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        return whole.getFileName() == null ? whole.toString() : whole.getFileName().toString();
    }

    /** {@code my-net} for {@code nets/my-net.json}. */
    static String stem(Path file) {
        String name = name(file);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** Teaches a command line, with all its subcommands, the enumerations of an experiment. */
    static void register(CommandLine line) {
        register(line, MethodKind.class);
        register(line, ThresholdKind.class);
        register(line, StepEstimator.class);
        register(line, OptimiserKind.class);
        register(line, DecayScope.class);
        register(line, ScheduleKind.class);
        register(line, DataOptions.Damaged.class);
        register(line, BackendKind.class);
        register(line, Precision.class);
        register(line, CublasUse.class);
        line.registerConverter(Device.class, Words::device);
        register(line, Weights.class);
        register(line, ExportFormat.class);
        register(line, SizePreset.class);
        register(line, PaletteKind.class);
        register(line, LegendPlace.class);
        register(line, FigureFormat.class);
    }

    private static Device device(String word) {
        try {
            return Device.of(word);
        } catch (UserError e) {
            throw new TypeConversionException(e.getMessage().replaceFirst("^--device: ", ""));
        }
    }

    private static <E extends Enum<E>> void register(CommandLine line, Class<E> type) {
        line.registerConverter(type, word -> Arrays.stream(type.getEnumConstants())
                .filter(value -> of(value).equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + word + "' is none of "
                        + Arrays.stream(type.getEnumConstants()).map(Words::of).collect(Collectors.joining(", ")))));
    }
}
