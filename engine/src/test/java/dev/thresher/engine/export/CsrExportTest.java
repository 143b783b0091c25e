package dev.thresher.engine.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of sparse matrices, read back by the letter of NumPy's format, and by SciPy where it is installed. */
class CsrExportTest {
    @TempDir
    Path temp;

    /** One member of an NPZ file: the header's text, and the data. */
    private record Member(String header, ByteBuffer data) {
    }

    private static Map<String, Member> read(Path npz) throws IOException {
        Map<String, Member> members = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(npz.toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
                    int header = bytes.getShort(8);
                    assertThat((10 + header) % 64).isZero();
                    String text = new String(bytes.array(), 10, header, StandardCharsets.US_ASCII);
                    members.put(entry.getName(), new Member(text.strip(), bytes.position(10 + header).slice().order(ByteOrder.LITTLE_ENDIAN)));
                }
            }
        }
        return members;
    }

    /** The dense matrix that compressed sparse rows stand for. */
    private static float[] dense(Map<String, Member> csr, int rows, int columns) {
        assertThat(csr.get("format.npy").header()).contains("'descr': '|S3'", "'shape': ()");
        assertThat(new String(csr.get("format.npy").data().slice().array(), StandardCharsets.US_ASCII)).endsWith("csr");
        assertThat(csr.get("shape.npy").header()).contains("'descr': '<i8'", "'shape': (2,)");
        assertThat(csr.get("shape.npy").data().getLong(0)).isEqualTo(rows);
        assertThat(csr.get("shape.npy").data().getLong(8)).isEqualTo(columns);
        assertThat(csr.get("data.npy").header()).contains("'descr': '<f4'", "'fortran_order': False");
        float[] matrix = new float[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int at = csr.get("indptr.npy").data().getInt(4 * i); at < csr.get("indptr.npy").data().getInt(4 * i + 4); at++) {
                matrix[i * columns + csr.get("indices.npy").data().getInt(4 * at)] = csr.get("data.npy").data().getFloat(4 * at);
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
            Map<String, Member> csr = read(folder.resolve(name + ".npz"));
            assertThat(dense(csr, weight.rows(), weight.columns())).isEqualTo(weight.product());
            assertThat(csr.get("data.npy").data().remaining()).as("nothing but what remains").isEqualTo(4 * (int) weight.kept());
        }
        assertThat(folder.getParent().toFile().list()).as("nothing is left beside it").containsExactly("model");
    }

    @Test
    void theRestIsDense() throws Exception {
        TrainedNetwork network = new TrainedNetwork(SmallNetworks.RECTANGULAR);
        CsrExport.write(network.weights(temp), temp.resolve("model"));
        Map<String, Member> rest = read(temp.resolve("model/rest.npz"));
        assertThat(rest).containsOnlyKeys("conv1.weight.shape.npy", "conv2.weight.npy", "fc1.weight.shape.npy", "fc2.weight.shape.npy", "conv1.bias.npy",
                "bn1.weight.npy", "bn1.bias.npy", "bn1.running_mean.npy", "bn1.running_var.npy", "bn2.weight.npy", "bn2.bias.npy",
                "bn2.running_mean.npy", "bn2.running_var.npy", "fc1.bias.npy", "fc2.bias.npy");
        assertThat(rest.get("conv2.weight.npy").header()).contains("'descr': '<f4'", "'shape': (3, 4, 1, 2,)");
        float[] weight = new float[24];
        rest.get("conv2.weight.npy").data().asFloatBuffer().get(weight);
        assertThat(weight).isEqualTo(network.values("conv2.weight"));
        long[] shape = new long[4];
        rest.get("conv1.weight.shape.npy").data().asLongBuffer().get(shape);
        assertThat(shape).containsExactly(4, 2, 3, 2);
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
        double sum = 0;
        for (float each : weight.product()) {
            sum += each;
        }
        String script = """
                import sys
                try:
                    import numpy, scipy.sparse
                except ImportError:
                    sys.exit(9)
                m = scipy.sparse.load_npz('lstm1.weight_xf.npz')
                r = numpy.load('rest.npz')
                print(type(m).__name__, m.shape, m.nnz, '%.5f' % m.sum(), r['fc.weight'].shape, '%.5f' % r['fc.weight'].sum())
                """;
        double fc = 0;
        for (float each : network.values("fc.weight")) {
            fc += each;
        }
        assertThat(python(script)).isEqualTo(String.format(java.util.Locale.ROOT, "csr_matrix (4, 5) %d %.5f (3, 3) %.5f", weight.kept(), sum, fc));
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
