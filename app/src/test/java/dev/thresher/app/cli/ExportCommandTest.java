package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thresher.app.cli.CliFixture.Result;
import dev.thresher.datasets.tensors.Npz;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportCommandTest {
    @TempDir
    Path temporary;
    private Path folder;
    private CliFixture cli;

    @BeforeEach
    void prepare() throws IOException {
        folder = Files.createDirectory(temporary.resolve("work"));
        cli = new CliFixture(folder);
        cli.tensors(160, 40);
        cli.network(8);
        Files.writeString(folder.resolve("file"), "in the way");
        assertThat(cli.run("train", "--model-file", "small-8.json", "--tensors", "digits.safetensors", "--epochs", "3", "--alpha", "0.01",
                "--out", "run", "--quiet").exit()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"safetensors, last, run-last.safetensors", "safetensors, best, run-best.safetensors", "onnx, last, run-last.onnx",
        "onnx, best, run-best.onnx", "npz-csr, last, run-last-csr", "npz-csr, best, run-best-csr"})
    void namesTheFileAfterTheRunAndTellsWhatItSaved(String format, String weights, String name) {
        Result result = cli.run("export", "run", "--format", format, "--weights", weights);

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines()).hasSize(1);
        assertThat(result.out()).startsWith(folder.resolve("run").resolve(name) + ": ")
                .containsPattern(": [\\d.]+ k?B, zipped [\\d.]+ k?B; dense [\\d.]+ k?B, zipped [\\d.]+ k?B; [\\d.]+ % of the weights remain");
        assertThat(folder.resolve("run").resolve(name)).exists();
    }

    @Test
    void maskedWeightsHaveZerosWhereTheSparseMatrixHasNothing() {
        cli.run("export", "run", "--format", "safetensors", "--masked", "-o", "new/masked.safetensors");
        cli.run("export", "run", "--format", "safetensors", "--out", "plain.safetensors");
        cli.run("export", "run", "--format", "npz-csr", "-o", "csr");

        TensorFile plain = SafeTensors.read(folder.resolve("plain.safetensors"));
        TensorFile masked = SafeTensors.read(folder.resolve("new/masked.safetensors"));
        TensorFile sparse = Npz.read(folder.resolve("csr/hidden.weight.npz"));
        assertThat(plain.names()).contains("hidden.threshold", "out.threshold");
        assertThat(masked.names()).containsExactlyInAnyOrder("hidden.weight", "hidden.bias", "out.weight", "out.bias");
        float[] data = sparse.floats("data");
        int[] columns = sparse.ints("indices");
        int[] rows = sparse.ints("indptr");
        float[] rebuilt = new float[8 * 784];
        for (int row = 0; row < 8; row++) {
            for (int i = rows[row]; i < rows[row + 1]; i++) {
                rebuilt[row * 784 + columns[i]] = data[i];
            }
        }
        assertThat(data.length).isPositive().isLessThan(8 * 784);
        assertThat(rebuilt).isEqualTo(masked.floats("hidden.weight"));
        float[] w = plain.floats("hidden.weight");
        for (int i = 0; i < w.length; i++) {
            assertThat(rebuilt[i]).isIn(0f, w[i]);
        }
    }

    @Test
    void whatWasExportedIsAStartForTraining() {
        cli.run("export", "run", "--format", "safetensors", "-o", "w.safetensors");
        assertThat(cli.run("train", "--model-file", "small-8.json", "--tensors", "digits.safetensors", "--steps", "1", "--init",
                "w.safetensors", "--out", "again", "--quiet").err()).isEmpty();
    }

    @Test
    void endsWithOneJsonObjectOfItsKeys() throws IOException {
        Result result = cli.run("export", "run", "--format", "onnx", "--fold-batch-norm", "-o", "net.onnx", "--json");
        JsonNode json = new ObjectMapper().readTree(result.out());

        assertThat(json.fieldNames()).toIterable().containsExactly("file", "bytes", "zipped_bytes", "dense_bytes", "dense_zipped_bytes", "remaining");
        assertThat(json.get("file").asText()).isEqualTo(folder.resolve("net.onnx").toString());
        assertThat(json.get("bytes").asLong()).isEqualTo(folder.resolve("net.onnx").toFile().length());
        assertThat(json.get("dense_bytes").asLong()).isEqualTo(4 * (8 * 784 + 8 + 10 * 8 + 10));
        assertThat(json.get("remaining").asDouble()).isBetween(0.0, 0.999);
    }

    @Test
    void aSecondExportReplacesTheFile() throws IOException {
        Files.writeString(folder.resolve("net.onnx"), "an older one");
        assertThat(cli.run("export", "run", "--format", "onnx", "-o", "net.onnx").exit()).isZero();
        byte[] first = Files.readAllBytes(folder.resolve("net.onnx"));
        cli.run("export", "run", "--format", "onnx", "-o", "net.onnx");
        assertThat(folder.resolve("net.onnx")).hasBinaryContent(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            run                                              | --format
            --format onnx                                    | RUN
            run --format torch                               | 'torch' is none of safetensors, npz-csr, onnx
            run --format onnx --masked                       | --masked: is for --format safetensors only
            run --format safetensors --fold-batch-norm       | --fold-batch-norm: is for --format onnx only
            run --format npz-csr --fold-batch-norm           | --fold-batch-norm: is for --format onnx only
            run --format safetensors --with-normalization    | --with-normalization: is for --format onnx only
            run --format npz-csr --masked                    | --masked: is for --format safetensors only
            run --format onnx --weights newest               | 'newest' is none of best, last
            run --format onnx -o file/net.onnx               | file
            run --format safetensors -o file/net.safetensors | file
            run --format npz-csr -o file/csr                 | file
            run --format npz-csr -o file                     | is a file
            run --format npz-csr -o run                      | is not empty
            run --format onnx -o run                         | run
            run --format safetensors -o run                  | run
            nowhere --format onnx                            | nowhere: is no run folder
            file --format onnx                               | file: is no run folder
            """)
    void refuses(String options, String named) {
        refused(named, options);
    }

    @Test
    void refusesWeightsThatAreMissingOrOfAnotherNetwork() throws IOException {
        Files.delete(folder.resolve("run/weights-best.safetensors"));
        refused("holds no weights-best.safetensors", "run --format onnx --weights best");
        cli.network(16);
        cli.run("train", "--model-file", "small-16.json", "--tensors", "digits.safetensors", "--steps", "1", "--out", "other", "--quiet");
        Files.copy(folder.resolve("other/weights-last.safetensors"), folder.resolve("run/weights-best.safetensors"));
        refused("hidden.weight", "run --format npz-csr --weights best");
        Files.delete(folder.resolve("digits.safetensors"));
        refused("digits.safetensors", "run --format onnx");
    }

    private void refused(String named, String options) {
        List<String> before = cli.inventory();
        Result result = cli.run(("export " + options).split(" "));

        assertThat(result.errLines()).as("one line of error").hasSize(1);
        assertThat(result.err()).startsWith("thresher: ").contains(named).doesNotContain("Exception");
        assertThat(result.exit()).isEqualTo(Cli.USER_ERROR);
        assertThat(result.out()).isEmpty();
        assertThat(cli.inventory()).as("nothing lost, nothing left behind").isEqualTo(before);
    }
}
