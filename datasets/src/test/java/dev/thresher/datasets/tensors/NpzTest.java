package dev.thresher.datasets.tensors;

import static dev.thresher.datasets.tensors.NumpyFixture.directory;
import static dev.thresher.datasets.tensors.NumpyFixture.npy;
import static dev.thresher.datasets.tensors.NumpyFixture.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
    /** {@code np.savez_compressed(file, images=np.array([[0, 255], [128, 7]], np.uint8), labels=np.array([1, 0]))}. */
    private static final String FROM_NUMPY = "UEsDBBQAAAAIAAAAIQBWQl9nSgAAAIQAAAAKABQAaW1hZ2VzLm5weQEAEACEAAAAAAAAAEoAAAAAAAAAm+wX6hs"
            + "QychQxlCtnpJanFykbqWgXlNqqK6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjoKRpo6CrUKZAMuhv8N7ABQSwMEFAAAAAgAAAAhAHH7"
            + "OatIAAAAkAAAAAoAFABsYWJlbHMubnB5AQAQAJAAAAAAAAAASAAAAAAAAACb7BfqGxDJyFDGUK2eklqcXKRupaBuk2mhrqOgnpZfVFKUmBefX5SSC"
            + "hJ3S8wpTgWKF2ckFqQC+RpGOpo6CrUKFAAuRgZUAABQSwECFAMUAAAACAAAACEAVkJfZ0oAAACEAAAACgAAAAAAAAAAAAAAgAEAAAAAaW1hZ2VzLm"
            + "5weVBLAQIUAxQAAAAIAAAAIQBx+zmrSAAAAJAAAAAKAAAAAAAAAAAAAACAAYYAAABsYWJlbHMubnB5UEsFBgAAAAACAAIAcAAAAAoBAAAAAA==";

    @TempDir
    Path folder;

    @Test
    void whatNumpySavedIsRead() throws IOException {
        TensorFile read = Npz.read(file(Base64.getDecoder().decode(FROM_NUMPY)));
        assertThat(read.names()).containsExactly("images", "labels");
        assertThat(read.shape("images")).containsExactly(2, 2);
        assertThat(read.ints("images")).containsExactly(0, 255, 128, 7);
        assertThat(read.longs("labels")).containsExactly(1, 0);
    }

    @Test
    void whatIsWrittenIsRead() {
        Path file = folder.resolve("w.npz");
        float[] data = new float[40_001]; // more than one chunk of the writer
        int[] indices = new int[40_001];
        Arrays.setAll(indices, i -> i * 7);
        for (int i = 0; i < data.length; i++) {
            data[i] = i / 3f;
        }
        Npz.write(file, List.of(new NpyArray.Floats("data", new int[] {40_001}, data),
                new NpyArray.Ints("indices", new int[] {1, 40_001}, indices),
                new NpyArray.Longs("shape", new int[] {2}, new long[] {1L << 40, -1}),
                new NpyArray.Text("format", "csr"), new NpyArray.Floats("empty", new int[] {0, 3}, new float[0])));
        TensorFile read = Npz.read(file);
        assertThat(read.names()).containsExactly("data", "indices", "shape", "format", "empty");
        assertThat(read.floats("data", 40_001)).isEqualTo(data);
        assertThat(read.shape("indices")).containsExactly(1, 40_001);
        assertThat(read.ints("indices")).isEqualTo(indices);
        assertThat(read.longs("shape")).containsExactly(1L << 40, -1);
        assertThat(read.bytes("format")).asString().isEqualTo("csr");
        assertThat(read.floats("empty", 0, 3)).isEmpty();
    }

    @Test
    void headersAreThoseOfNumpy() {
        byte[] header = new NpyHeader("<i8", false, new int[] {2}).encode();
        assertThat(header).hasSize(128).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0).endsWith(' ', '\n');
        assertThat(new String(header, 10, 118, StandardCharsets.US_ASCII).strip())
                .isEqualTo("{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }");
        assertThat(new String(new NpyHeader("|S3", false, new int[0]).encode(), StandardCharsets.ISO_8859_1)).contains("'shape': (), }");
        assertThat(new String(new NpyHeader("<f4", false, new int[] {2, 3}).encode(), StandardCharsets.ISO_8859_1)).contains("'shape': (2, 3), }");
    }

    @Test
    void equalArraysMakeEqualBytesInEveryTimeZone() {
        TimeZone zone = TimeZone.getDefault();
        List<NpyArray> arrays = List.of(new NpyArray.Text("format", "csr"));
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            Npz.write(folder.resolve("a.npz"), arrays);
            TimeZone.setDefault(TimeZone.getTimeZone("America/Lima"));
            Npz.write(folder.resolve("b.npz"), arrays);
        } finally {
            TimeZone.setDefault(zone);
        }
        assertThat(folder.resolve("a.npz")).hasSameBinaryContentAs(folder.resolve("b.npz"));
    }

    @Test
    void refusesToWriteWhatCouldNotBeRead() {
        NpyArray array = new NpyArray.Ints("a", new int[] {1}, new int[1]);
        assertThatThrownBy(() -> Npz.write(folder.resolve("x"), List.of(array, array))).isInstanceOf(IllegalArgumentException.class);
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> new NpyArray.Ints("a", new int[] {2}, new int[3])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NpyArray.Text("a", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsOnlyWhatIsWantedAndListsTheRest() throws IOException {
        Path file = file(zip("x.npy", npy("'|u1'", false, "(1,)", (byte) 5), "y.npy", npy("'O'", false, "(1,)", (byte) 0),
                "notes.txt", "hello".getBytes()));
        TensorFile read = Npz.read(file, Set.of("x", "z"));
        assertThat(read.ints("x")).containsExactly(5);
        assertThatThrownBy(() -> read.ints("z")).isInstanceOf(UserError.class).hasMessage(file + ": holds no tensor 'z'; it holds x, y");
        fails(file, "'y' holds pickled Python objects");
    }

    @Test
    void refusesFortranOrderAndBigEndianInOneLine() throws IOException {
        fails(file(zip("w.npy", npy("'<f4'", true, "(1, 1)", new byte[4]))), "'w' is stored in Fortran order, which is not read; "
                + "save np.ascontiguousarray(w) instead");
        fails(file(zip("w.npy", npy("'>f4'", false, "(1, 1)", new byte[4]))), "'w' has the big-endian type '>f4', which is not read; "
                + "save it with .astype('<f4')");
    }

    @Test
    void refusesTwoArraysOfOneName() throws IOException {
        byte[] twice = zip("a.npy", npy("'|u1'", false, "(1,)", (byte) 5), "b.npy", npy("'|u1'", false, "(1,)", (byte) 5));
        for (int i = 0; i < twice.length; i++) {
            if (twice[i] == 'b' && twice[i + 1] == '.') {
                twice[i] = 'a';
            }
        }
        fails(file(twice), "holds two arrays named 'a'");
    }

    @Test
    void aFileCutAnywhereIsRefused() throws IOException {
        byte[] whole = zip("a.npy", npy("'|u1'", false, "(3,)", (byte) 5, (byte) 6, (byte) 7));
        for (int length = 0; length < whole.length; length++) {
            fails(file(Arrays.copyOf(whole, length)), "");
        }
        fails(folder.resolve("none.npz"), "does not exist");
        fails(folder, "cannot be read");
    }

    @Test
    void oneWrongBitAnywhereInTheDataIsFound() throws IOException {
        byte[] whole = zip("a.npy", npy("'|u1'", false, "(3,)", (byte) 5, (byte) 6, (byte) 7));
        for (int i = 35; i < directory(whole) - 16; i++) { // between the member's own header and the sizes behind it
            byte[] damaged = whole.clone();
            damaged[i] ^= 4;
            fails(file(damaged), "'a' ");
        }
    }

    @Test
    void aTrapIsRefusedBeforeItIsUnpacked() throws IOException {
        int size = 17 << 20;
        byte[] trap = zip("a.npy", npy("'|u1'", false, "(" + size + ",)", new byte[size]));
        assertThat(trap.length).isLessThan(30_000);
        fails(file(trap), "which looks like a trap; where it is none, save it with np.savez, without compression");
    }

    @Test
    void sizesThatLieAreRefused() throws IOException {
        byte[] honest = zip("a.npy", npy("'|u1'", false, "(100,)", new byte[100]));
        int sizes = directory(honest) + 20; // packed, then unpacked
        int packed = ByteBuffer.wrap(honest).order(ByteOrder.LITTLE_ENDIAN).getInt(sizes);
        int unpacked = ByteBuffer.wrap(honest).order(ByteOrder.LITTLE_ENDIAN).getInt(sizes + 4);
        fails(file(with(honest, sizes, packed, unpacked - 1)), "takes 100 bytes, but 99 follow");
        fails(file(with(honest, sizes, packed, unpacked + 1)), "takes 100 bytes, but 101 follow");
        fails(file(with(honest, sizes, packed, Integer.MAX_VALUE)), "looks like a trap");
        fails(file(with(honest, sizes, 5000, unpacked)), "");
        byte[] more = zip("a.npy", npy("'|u1'", false, "(99,)", new byte[100]));
        fails(file(with(more, directory(more) + 20, packed, unpacked - 2)), "unpacks to more than");
    }

    @Test
    void arraysThatWouldFillTheMemoryAreRefused() throws IOException {
        byte[] array = npy("'|u1'", false, "(100,)", new byte[100]);
        Path file = file(zip("a.npy", array, "b.npy", array));
        assertThat(new NpzReader(file, 2 * array.length).read(name -> true).names()).containsExactly("a", "b");
        assertThat(new NpzReader(file, array.length).read(name -> name.equals("b")).names()).containsExactly("b");
        assertThatThrownBy(() -> new NpzReader(file, 2 * array.length - 1).read(name -> true)).isInstanceOf(UserError.class)
                .hasMessageContaining("up to 'b' its arrays take").hasMessageContaining("(-Xmx)");
    }

    private static byte[] with(byte[] zip, int at, int packed, int unpacked) {
        byte[] changed = zip.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(at, packed).putInt(at + 4, unpacked);
        return changed;
    }

    private void fails(Path file, String reason) {
        assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(UserError.class)
                .message().startsWith(file + ": ").contains(reason).doesNotContain("\n");
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("a.npz"), bytes);
    }
}
