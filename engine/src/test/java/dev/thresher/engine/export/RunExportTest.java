package dev.thresher.engine.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.model.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a run's parameters to an export and what it saved in size. */
class RunExportTest {
    private static final ImageShape INPUT = new ImageShape(1, 4, 5);

    @TempDir
    Path temp;
    private TrainedNetwork network;
    private Path parameters;

    @BeforeEach
    void train() {
        network = new TrainedNetwork(Models.spec("lenet-300-100"), INPUT, 3, TrainedNetwork.DST);
        float[] t = network.values("fc2.threshold");
        Arrays.fill(t, 3, 100, 1f); // rows that are gone make it sparse, three keep it from being reset
        network.set("fc2.threshold", t);
        parameters = network.write(temp);
    }

    private ExportReport export(ExportFormat format, ExportOptions options) {
        return RunExport.write(parameters, network.model().spec(), INPUT, 3, network.method(), Normalisation.none(1), format, options,
                temp.resolve("out" + format.extension()));
    }

    @ParameterizedTest
    @EnumSource
    void theReportMeasuresWhatWasWritten(ExportFormat format) throws IOException {
        ExportReport report = export(format, ExportOptions.PLAIN.withMasked(true));
        long entries = 300 * 20 + 300 + 100 * 300 + 100 + 3 * 100 + 3;
        assertThat(report.denseBytes()).isEqualTo(4 * entries);
        assertThat(report.denseZippedBytes()).as("random numbers are hardly smaller zipped").isBetween(3 * entries, 4 * entries);
        assertThat(report.remaining()).isEqualTo(network.weights(temp).remaining()).isBetween(0.05, 0.2);
        assertThat(report.zippedBytes()).isLessThan(report.denseZippedBytes() / 3);
        if (format == ExportFormat.NPZ_CSR) {
            long onDisk = 0;
            try (Stream<Path> files = Files.list(report.file())) {
                for (Path file : files.toList()) {
                    onDisk += Files.size(file);
                }
            }
            assertThat(report.zippedBytes()).isEqualTo(onDisk);
            assertThat(report.bytes()).isGreaterThan(8 * Math.round(36300 * report.remaining())).isLessThan(report.denseBytes() / 2);
        } else {
            assertThat(report.bytes()).isEqualTo(Files.size(report.file())).isBetween(report.denseBytes(), report.denseBytes() + 5000);
        }
    }

    @Test
    void theReportIsOneLine() {
        ExportReport report = new ExportReport(Path.of("lenet.onnx"), 1_068_123, 41_234, 1_066_440, 989_499, 0.0248);
        assertThat(report.line()).isEqualTo("lenet.onnx: 1.07 MB, zipped 41.2 kB; dense 1.07 MB, zipped 989 kB; 2.48 % of the weights remain");
        assertThat(new ExportReport(Path.of("x"), 999, 1000, 999_499, 999_501, 1).line())
                .isEqualTo("x: 999 B, zipped 1.00 kB; dense 999 kB, zipped 1.00 MB; 100 % of the weights remain");
    }

    @Test
    void safetensorsAsTrained() {
        TensorFile out = SafeTensors.read(export(ExportFormat.SAFETENSORS, ExportOptions.PLAIN).file());
        TensorFile in = SafeTensors.read(parameters);
        assertThat(out.names()).containsExactlyInAnyOrderElementsOf(in.names());
        for (String name : in.names()) {
            assertThat(out.shape(name)).as(name).isEqualTo(in.shape(name));
            assertThat(out.floats(name)).as(name).isEqualTo(in.floats(name));
        }
        assertThat(out.metadata()).containsEntry("model", "lenet-300-100").containsEntry("masked", "false").containsEntry("format", "pt")
                .containsEntry("normalisation", "mean [0.0], std [1.0]");
    }

    @Test
    void safetensorsAsEvaluated() {
        TensorFile out = SafeTensors.read(export(ExportFormat.SAFETENSORS, ExportOptions.PLAIN.withMasked(true)).file());
        assertThat(out.names()).containsExactlyInAnyOrder("fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias", "fc3.weight", "fc3.bias");
        assertThat(out.floats("fc2.weight")).isEqualTo(network.weights(temp).weight("fc2.weight").product())
                .isNotEqualTo(network.values("fc2.weight"));
        assertThat(out.floats("fc2.bias")).isEqualTo(network.values("fc2.bias"));
        assertThat(out.metadata()).containsEntry("masked", "true");
    }

    @Test
    void parametersOfAnotherModelAreRefusedAndNothingIsWritten() {
        Path out = temp.resolve("out.onnx");
        assertThatThrownBy(() -> RunExport.write(parameters, Models.spec("lenet-5-caffe"), new ImageShape(1, 28, 28), 10,
                network.method(), null, ExportFormat.ONNX, ExportOptions.PLAIN, out)).isInstanceOf(UserError.class)
                .hasMessageStartingWith(parameters + ": does not fit the model: conv1.weight is missing; ").hasMessageNotContaining("\n");
        assertThat(out).doesNotExist();
    }

    @Test
    void formatsAreSpeltAsOnTheCommandLine() {
        assertThat(Stream.of(ExportFormat.values()).map(ExportFormat::id)).containsExactly("safetensors", "npz-csr", "onnx");
    }
}
