package dev.thresher.engine.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.Npz;
import dev.thresher.datasets.tensors.TensorFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of sparse matrices, read back, and read by SciPy where it is installed. */
class CsrExportTest {
    @TempDir
    Path temp;

    /** The dense matrix that compressed sparse rows stand for. */
    private static float[] dense(TensorFile csr, int rows, int columns) {
        assertThat(csr.ints("format")).as("csr").containsExactly('c', 's', 'r');
        assertThat(csr.ints("shape")).containsExactly(rows, columns);
        int[] starts = csr.ints("indptr");
        int[] indices = csr.ints("indices");
        float[] data = csr.floats("data");
        float[] matrix = new float[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int at = starts[i]; at < starts[i + 1]; at++) {
                matrix[i * columns + indices[at]] = data[at];
            }
        }
        return matrix;
    }

    @Test
    void everyMaskedWeightIsAMatrixOfWhatRemains() throws Exception {
        TrainedNetwork network = new TrainedNetwork(SmallNetworks.RECTANGULAR);
        TrainedWeights weights = network.weights(temp);
        Path folder = temp.resolve("export/model");
        CsrExport.write(weights, folder);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("conv1.weight.npz", "fc1.weight.npz", "fc2.weight.npz", "rest.npz");
        for (String name : List.of("conv1.weight", "fc1.weight", "fc2.weight")) {
            TrainedWeight weight = weights.weight(name);
            TensorFile csr = Npz.read(folder.resolve(name + ".npz"));
            assertThat(dense(csr, weight.rows(), weight.columns())).isEqualTo(weight.product());
            assertThat(csr.shape("data")).as("nothing but what remains").containsExactly((int) weight.kept());
        }
        assertThat(folder.getParent().toFile().list()).as("nothing is left beside it").containsExactly("model");
    }

    @Test
    void theRestIsDense() throws Exception {
        TrainedNetwork network = new TrainedNetwork(SmallNetworks.RECTANGULAR);
        CsrExport.write(network.weights(temp), temp.resolve("model"));
        TensorFile rest = Npz.read(temp.resolve("model/rest.npz"));
        assertThat(rest.names()).containsExactly("conv1.weight.shape", "conv2.weight", "fc1.weight.shape", "fc2.weight.shape", "conv1.bias",
                "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var", "bn2.weight", "bn2.bias", "bn2.running_mean", "bn2.running_var",
                "fc1.bias", "fc2.bias");
        assertThat(rest.shape("conv2.weight")).containsExactly(3, 4, 1, 2);
        assertThat(rest.floats("conv2.weight")).isEqualTo(network.values("conv2.weight"));
        assertThat(rest.floats("bn2.bias")).isEqualTo(network.values("bn2.bias"));
        assertThat(rest.ints("conv1.weight.shape")).containsExactly(4, 2, 3, 2);
    }

    @Test
    void theSameParametersMakeTheSameBytes() throws Exception {
        TrainedWeights weights = new TrainedNetwork(SmallNetworks.SEQUENCE).weights(temp);
        CsrExport.write(weights, temp.resolve("one"));
        CsrExport.write(weights, temp.resolve("two"));
        for (String name : List.of("lstm1.weight_xi.npz", "lstm2.weight_ho.npz", "rest.npz")) {
            assertThat(temp.resolve("one").resolve(name)).hasSameBinaryContentAs(temp.resolve("two").resolve(name));
        }
    }

    @Test
    void sciPyReadsIt() throws Exception {
        TrainedNetwork network = new TrainedNetwork(SmallNetworks.SEQUENCE);
        TrainedWeights weights = network.weights(temp);
        CsrExport.write(weights, temp.resolve("model"));
        TrainedWeight weight = weights.weight("lstm1.weight_xf");
        String script = """
                import sys
                try:
                    import numpy, scipy.sparse
                except ImportError:
                    sys.exit(9)
                m = scipy.sparse.load_npz('lstm1.weight_xf.npz')
                r = numpy.load('rest.npz')
                m.check_format()
                print(m.shape, m.nnz, '%.5f' % m.sum(dtype='f8'), r['fc.weight'].shape, '%.5f' % r['fc.weight'].sum(dtype='f8'))
                """;
        assertThat(python(script)).isEqualTo(String.format(Locale.ROOT, "(4, 5) %d %.5f (3, 3) %.5f", weight.kept(), sum(weight.product()),
                sum(network.values("fc.weight"))));
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    private String python(String script) throws InterruptedException {
        try {
            Process process = new ProcessBuilder("python3", "-c", script).directory(temp.resolve("model").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            Assumptions.assumeTrue(process.waitFor(60, TimeUnit.SECONDS), "Python does not answer");
            Assumptions.assumeTrue(process.exitValue() != 9, "no SciPy here");
            return out;
        } catch (IOException e) {
            Assumptions.abort("no Python here: " + e.getMessage());
            return null;
        }
    }

    @Test
    void anEmptyFolderIsFilledAndAFullOneIsLeftAlone() throws Exception {
        TrainedWeights weights = new TrainedNetwork(SmallNetworks.VECTORS).weights(temp);
        Path folder = Files.createDirectory(temp.resolve("model"));
        CsrExport.write(weights, folder);
        assertThat(folder.resolve(CsrExport.REST)).exists();
        Path notes = Files.writeString(folder.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> CsrExport.write(weights, folder)).isInstanceOf(UserError.class)
                .hasMessage(folder + ": is not empty; name a folder that does not exist yet for the export");
        assertThatThrownBy(() -> CsrExport.write(weights, notes)).isInstanceOf(UserError.class)
                .hasMessage(notes + ": is a file; name a folder that does not exist yet for the export");
        assertThat(notes).hasContent("mine");
    }

    @Test
    void aPlaceThatCannotBeWritten() throws Exception {
        TrainedWeights weights = new TrainedNetwork(SmallNetworks.VECTORS).weights(temp);
        Path folder = Files.writeString(temp.resolve("file"), "in the way").resolve("model");
        assertThatThrownBy(() -> CsrExport.write(weights, folder)).isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder + ": cannot be written: ").hasMessageNotContaining("\n");
    }
}
