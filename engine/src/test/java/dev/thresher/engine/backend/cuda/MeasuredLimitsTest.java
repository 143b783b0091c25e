package dev.thresher.engine.backend.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.backend.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is measured once decides from then on: the same in every process, whatever a later measurement would have said. */
class MeasuredLimitsTest {
    private static final Window WINDOW = Window.square(10, 4, 4, 3, 1, 1);

    @TempDir
    private Path folder;
    private Path file;
    private int trials;

    @BeforeEach
    void name() {
        file = folder.resolve("cache/GPU.txt");
    }

    /** Over all entries 1 ms; over non-zeros a tenth, and so much more for each percent that remains. */
    private MeasuredLimits measured(double perPercent) {
        return new MeasuredLimits(new KeptVerdicts(file), (ofTranspose, window, filters, stride) -> {
            trials++;
            return new SparseTrial() {
                @Override
                public float all() {
                    return 1;
                }

                @Override
                public float nonZeros(int share) {
                    return (float) (0.1 + perPercent * 100 / share);
                }

                @Override
                public void close() {
                    // nothing was taken
                }
            };
        });
    }

    private static int limit(MeasuredLimits limits, boolean ofTranspose) {
        return limits.of(9000, ofTranspose, WINDOW, 100, 64);
    }

    @ParameterizedTest
    @CsvSource({"0, 2250", "0.05, 1500", "0.1, 692", "0.8, 90", "2, 0"})
    void theHighestDensityAtWhichNonZerosAreFasterIsTheLimit(double perPercent, int expected) {
        assertThat(limit(measured(perPercent), false)).isEqualTo(expected);
    }

    @Test
    void aLaterRunMeasuresNothingAnew() {
        assertThat(limit(measured(0.05), false)).isEqualTo(1500);
        MeasuredLimits later = measured(2);
        assertThat(limit(later, false)).isEqualTo(1500);
        assertThat(trials).isEqualTo(1);
        assertThat(limit(later, true)).as("the other direction is another product").isZero();
        assertThat(later.of(9000, false, WINDOW, 100, 96)).as("and so is another batch").isZero();
        assertThat(trials).isEqualTo(3);
        assertThat(limit(later, true)).isZero();
        assertThat(trials).isEqualTo(3);
    }

    @Test
    void whatAnotherProcessDecidedMeanwhileHolds() throws IOException {
        assertThat(new KeptVerdicts(prepared()).keep("product", "8", "note")).isEqualTo("8");
        assertThat(new KeptVerdicts(file).keep("product", "100", "note")).isEqualTo("8");
        assertThat(new KeptVerdicts(file).of("product")).isEqualTo("8");
        assertThat(new KeptVerdicts(file).of("prod")).isNull();
    }

    @Test
    void aTornLineIsNoVerdict() throws IOException {
        KeptVerdicts verdicts = new KeptVerdicts(prepared());
        verdicts.keep("first", "4", "note");
        Files.writeString(file, "second\t16", StandardOpenOption.APPEND);
        assertThat(verdicts.of("second")).isNull();
        verdicts.keep("second", "5", "note");
        assertThat(file).hasContent("first\t4\tnote\nsecond\t5\tnote\n");
    }

    private Path prepared() throws IOException {
        Files.createDirectories(file.getParent());
        return file;
    }

    @Test
    void whereNothingCanBeKeptNothingIsTried() throws IOException {
        Files.writeString(folder.resolve("cache"), "in the way");
        MeasuredLimits limits = measured(0);
        assertThat(limit(limits, false)).isZero();
        assertThat(trials).isZero();
        assertThat(limits.trouble()).startsWith("what was found faster cannot be kept in " + file);
    }

    @Test
    void whereTheDeviceIsFullThatIsNoVerdict() {
        MeasuredLimits full = new MeasuredLimits(new KeptVerdicts(file), (ofTranspose, window, filters, stride) -> {
            throw CudaError.full(1 << 30, "trying a product");
        });
        assertThat(limit(full, false)).isZero();
        assertThat(limit(measured(0.05), false)).isEqualTo(1500);
    }
}
