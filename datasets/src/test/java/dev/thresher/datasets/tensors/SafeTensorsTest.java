package dev.thresher.datasets.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.Variation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = folder.resolve("a.safetensors");
        float[] large = new float[40_001]; // more than one chunk of the writer
        Random random = new Random(1);
        for (int i = 0; i < large.length; i++) {
            large[i] = Float.intBitsToFloat(random.nextInt());
        }
        large[5] = Float.NaN;
        SafeTensors.write(file, Map.of("alpha", "5e-4", "note", "\"α\"\n"), List.of(
                new NamedTensor("fc1.weight", new int[] {1, 40_001}, large),
                new NamedTensor("scalar", new int[0], new float[] {-0f}),
                new NamedTensor("empty", new int[] {0, 3}, new float[0])));
        TensorFile read = SafeTensors.read(file);
        assertThat(read.names()).containsExactlyInAnyOrder("fc1.weight", "scalar", "empty");
        assertThat(read.metadata()).containsExactlyInAnyOrderEntriesOf(Map.of("alpha", "5e-4", "note", "\"α\"\n"));
        assertThat(read.metadata("alpha")).isEqualTo("5e-4");
        assertThat(read.shape("fc1.weight")).containsExactly(1, 40_001);
        assertThat(read.shape("scalar")).isEmpty();
        assertThat(read.floats("scalar")).containsExactly(-0f);
        assertThat(read.floats("empty", 0, 3)).isEmpty();
        assertThat(Arrays.hashCode(read.floats("fc1.weight"))).isEqualTo(Arrays.hashCode(large));
        long header = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat((8 + header) % 64).isZero();
    }

    @Test
    void readsEveryTypeAsNumbers() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        data.putLong(-3).putLong(1L << 40).putDouble(0.5).putInt(-7).putFloat(2f).putShort(Float.floatToFloat16(1.5f))
                .putShort((short) 0x3FC0).put((byte) 200);
        Path file = file("{\"i64\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[0,16]},"
                + "\"f64\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[16,24]},"
                + "\"i32\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[24,28]},"
                + "\"f32\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[28,32]},"
                + "\"f16\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[32,34]},"
                + "\"bf16\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[34,36]},"
                + "\"u8\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[36,37]}}   ", Arrays.copyOf(data.array(), 37));
        TensorFile read = SafeTensors.read(file);
        assertThat(read.floats("i64")).containsExactly(-3f, 0x1p40f);
        assertThat(read.floats("f64")).containsExactly(0.5f);
        assertThat(read.ints("i32")).containsExactly(-7);
        assertThat(read.ints("f32")).containsExactly(2);
        assertThat(read.floats("f16")).containsExactly(1.5f);
        assertThat(read.floats("bf16")).containsExactly(1.5f);
        assertThat(read.ints("u8")).containsExactly(200);
        assertThat(read.type("u8")).isEqualTo(DataType.U8);
        assertThatThrownBy(() -> read.ints("i64")).isInstanceOf(UserError.class).hasMessageContaining("'i64' at 1 is 1099511627776");
        assertThatThrownBy(() -> read.ints("f16")).isInstanceOf(UserError.class).hasMessageContaining("'f16' at 0 is 1.5");
        assertThatThrownBy(() -> read.floats("fc9")).isInstanceOf(UserError.class)
                .hasMessage(file + ": holds no tensor 'fc9'; it holds i64, f64, i32, f32, f16, bf16, u8");
        assertThatThrownBy(() -> read.floats("f64", 2, 2)).isInstanceOf(UserError.class)
                .hasMessageContaining("'f64' has the shape [1], but [2, 2] is needed");
        assertThatThrownBy(() -> read.metadata("alpha")).isInstanceOf(UserError.class).hasMessageContaining("lacks 'alpha'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "[]                                                              | no JSON object",
        "{`                                                              | no valid JSON",
        "{\"a\":1,\"a\":2}                                               | no valid JSON",
        "{} {}                                                           | no valid JSON",
        "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}                  | which is not read",
        "{\"a\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]}}| which is not read",
        "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}              | lacks a shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}  | lacks a shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}          | has the shape [-2]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.5],\"data_offsets\":[0,8]}}         | has the shape [2.5]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}           | takes 12 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}           | takes 8 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[\"0\",8]}}       | has the data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999,99999],\"data_offsets\":[0,8]}} | larger than 2 GiB",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}           | after a hole",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}          | it is truncated",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}           | has 4 bytes after its last tensor",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | inside the tensor before it",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"__metadata__\":{\"k\":1}} | metadata 'k' is no text",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"__metadata__\":3}         | metadata is no JSON object",
    })
    void refusesHeadersThatContradictThemselves(String header, String reason) throws IOException {
        fails(file(header, new byte[8]), reason);
    }

    @Test
    void refusesLengthsThatLie() throws IOException {
        Path file = folder.resolve("lie");
        for (long length : new long[] {Long.MAX_VALUE, -1, 0, 1 << 30, 9}) {
            Files.write(file, ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array());
            fails(file, "claims a header of");
        }
        Files.write(file, new byte[3]);
        fails(file, "too few for a safetensors file");
        fails(folder.resolve("none"), "does not exist");
        fails(folder, "cannot be read");
    }

    @Test
    void aFileCutAnywhereIsRefused() throws IOException {
        Path file = folder.resolve("cut");
        SafeTensors.write(file, Map.of(), List.of(new NamedTensor("a", new int[] {2, 2}, new float[] {1, 2, 3, 4})));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            fails(file, "");
        }
    }

    @Test
    void refusesToWriteTwoTensorsOfOneName() {
        NamedTensor tensor = new NamedTensor("a", new int[] {1}, new float[1]);
        assertThatThrownBy(() -> SafeTensors.write(folder.resolve("x"), Map.of(), List.of(tensor, tensor)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> new NamedTensor("a", new int[] {2, 2}, new float[3])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tensorsAsATrainingSet() {
        Path file = folder.resolve("train.safetensors");
        float[] images = {1, 2, 3, 4, 5, 6, 7, 8};
        SafeTensors.write(file, Map.of(), List.of(new NamedTensor("images", new int[] {2, 2, 1, 2}, images),
                new NamedTensor("labels", new int[] {2}, new float[] {3, 0})));
        Dataset dataset = TensorDataset.read(file, 4);
        assertThat(dataset.shape()).isEqualTo(new ImageShape(2, 1, 2));
        assertThat(dataset.train().count()).isEqualTo(2);
        assertThat(dataset.test().count()).isZero();
        Batch batch = new Batch(4, 2);
        dataset.train().gather(new int[] {1, 0}, 0, 2, dataset.normalisation(), Variation.NONE, batch);
        assertThat(batch.features()[2 * batch.stride()]).isEqualTo(7f);
        assertThat(batch.labels()).startsWith(0, 3);
        assertThatThrownBy(() -> TensorDataset.read(file, 3)).isInstanceOf(UserError.class)
                .hasMessage(file + ": 'labels' at 0 is 3, but the labels of 3 classes are 0 to 2");
    }

    /** PyTorch's own checkpoints are what people try first. */
    @Test
    void aZipArchiveIsNamedForWhatItIs() throws Exception {
        Path file = folder.resolve("model.pt");
        Files.write(file, new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0, 0, 0});
        assertThatThrownBy(() -> SafeTensors.read(file)).isInstanceOf(UserError.class)
                .hasMessage(file + ": is a ZIP archive, as NPZ files and PyTorch's own checkpoints are, and no safetensors file; "
                        + "save the tensors with safetensors.torch.save_file");
    }

    @Test
    void tensorsThatAreNoTrainingSet() {
        Path file = folder.resolve("train.safetensors");
        NamedTensor flat = new NamedTensor("images", new int[] {2, 3}, new float[6]);
        SafeTensors.write(file, Map.of(), List.of(flat, new NamedTensor("labels", new int[] {2}, new float[2])));
        assertThat(TensorDataset.read(file, 10).shape()).isEqualTo(new ImageShape(1, 1, 3));
        SafeTensors.write(file, Map.of(), List.of(flat, new NamedTensor("labels", new int[] {3}, new float[3])));
        assertThatThrownBy(() -> TensorDataset.read(file, 10)).isInstanceOf(UserError.class).hasMessageContaining("but [2] is needed");
        SafeTensors.write(file, Map.of(), List.of(flat));
        assertThatThrownBy(() -> TensorDataset.read(file, 10)).isInstanceOf(UserError.class).hasMessageContaining("holds no tensor 'labels'");
        SafeTensors.write(file, Map.of(), List.of(new NamedTensor("images", new int[] {6}, new float[6])));
        assertThatThrownBy(() -> TensorDataset.read(file, 10)).isInstanceOf(UserError.class).hasMessageContaining("'images' has the shape [6], but");
    }

    private void fails(Path file, String reason) {
        assertThatThrownBy(() -> SafeTensors.read(file)).isInstanceOf(UserError.class)
                .message().startsWith(file + ": ").contains(reason).doesNotContain("\n");
    }

    private Path file(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(folder.resolve("made.safetensors"), bytes.putLong(json.length).put(json).put(data).array());
    }
}
