package dev.thresher.datasets.tensors;

import static dev.thresher.datasets.tensors.NumpyFixture.npy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyTest {
    /** {@code np.save(file, np.array([1.5, -2], np.float16))}. */
    private static final String FROM_NUMPY = "k05VTVBZAQB2AHsnZGVzY3InOiAnPGYyJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsK"
            + "SwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAPgDA";

    @TempDir
    Path folder;

    @Test
    void whatNumpySavedIsRead() throws IOException {
        TensorFile read = Npy.read(file(Base64.getDecoder().decode(FROM_NUMPY)));
        assertThat(read.names()).containsExactly("a");
        assertThat(read.shape("a")).containsExactly(2);
        assertThat(read.floats("a")).containsExactly(1.5f, -2f);
    }

    @ParameterizedTest
    @CsvSource({
        "<f4, 0000c03f, F32, 1.5", "<f8, 000000000000f83f, F64, 1.5", "<f2, 003e, F16, 1.5",
        "<i8, feffffffffffffff, I64, -2", "<i4, feffffff, I32, -2", "<i2, feff, I16, -2", "|i1, fe, I8, -2",
        "<u4, feffffff, U32, 4294967294", "<u2, feff, U16, 65534", "|u1, fe, U8, 254", "|b1, 01, BOOL, 1",
    })
    void readsEveryTypeAsNumbers(String descr, String bytes, DataType type, double value) throws IOException {
        TensorFile read = Npy.read(file(npy("'" + descr + "'", false, "()", HexFormat.of().parseHex(bytes))));
        assertThat(read.type("a")).isEqualTo(type);
        assertThat(read.shape("a")).isEmpty();
        assertThat(read.floats("a")).containsExactly((float) value);
        if (type.isWhole()) {
            assertThat(read.longs("a")).containsExactly((long) value);
        } else {
            assertThatThrownBy(() -> read.longs("a")).isInstanceOf(UserError.class).hasMessageContaining("whole numbers are needed");
        }
    }

    @Test
    void readsBytesAndByteStringsAsTheyAre() throws IOException {
        TensorFile bytes = Npy.read(file(npy("'|u1'", false, "(2, 1)", (byte) 200, (byte) 3)));
        assertThat(bytes.bytes("a")).containsExactly(200, 3);
        TensorFile text = Npy.read(file(npy("'|S3'", false, "()", "csr".getBytes())));
        assertThat(text.shape("a")).containsExactly(3);
        assertThat(text.bytes("a")).asString().isEqualTo("csr");
        TensorFile truth = Npy.read(file(npy("'|b1'", false, "(1,)", (byte) 1)));
        assertThatThrownBy(() -> truth.bytes("a")).isInstanceOf(UserError.class).hasMessageContaining("is of the type BOOL, but U8 is needed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "1 ; {'descr': '|u1', 'fortran_order': False, 'shape': (1, 2), }",
        "2 ; {'shape':(1,2,),\"descr\":\"|u1\",'fortran_order':False}",
        "3 ; { 'fortran_order' : False , 'shape' : ( 1L , 2L ) , 'descr' : '|u1' }",
    })
    void readsEveryVersionAndSpelling(int version, String header) throws IOException {
        TensorFile read = Npy.read(file(npy(version, header + "   \n", (byte) 1, (byte) 2)));
        assertThat(read.shape("a")).containsExactly(1, 2);
        assertThat(read.ints("a")).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'descr': '<f4', 'fortran_order': True, 'shape': (1, 1)}            | is stored in Fortran order, which is not read; save np.ascontiguousarray(a) instead",
        "{'descr': '>f4', 'fortran_order': False, 'shape': (1,)}             | has the big-endian type '>f4', which is not read; save it with .astype('<f4')",
        "{'descr': '>i8', 'fortran_order': False, 'shape': (1,)}             | save it with .astype('<i8')",
        "{'descr': 'O', 'fortran_order': False, 'shape': (1,)}               | holds pickled Python objects, which are not read; save numbers, without pickle",
        "{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}             | has the type '<c8', which is not read",
        "{'descr': '<u8', 'fortran_order': False, 'shape': (1,)}             | has the type '<u8', which is not read",
        "{'descr': [('x', '<f4', (2,))], 'fortran_order': False, 'shape': (1,)} | has a structured type",
        "{'descr': [('x', '<f4'), 'fortran_order': False, 'shape': (1,)}     | ']' is missing",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}             | takes 8 bytes, but 4 follow its header",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (0,)}             | takes 0 bytes, but 4 follow its header",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647)} | is larger than 2 GiB",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483648,)}    | a side is larger than",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}            | a side is no whole number",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1)}              | the shape is no tuple",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1 1)}            | the shape is no tuple",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}                 | True or False is missing",
        "{'descr': '<f4', 'fortran_order': False}                            | descr, fortran_order or shape is missing",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)} | 'descr' comes twice",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}     | 'x' is unknown",
        "{'descr': '<f4' 'fortran_order': False, 'shape': (1,)}              | '}' is missing",
        "{'descr': __import__('os'), 'fortran_order': False, 'shape': (1,)}  | a plain string is missing",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} + 1         | something follows the dictionary",
        "[]                                                                  | '{' is missing",
    })
    void refusesHeadersThatAreNotReadOrContradictTheFile(String header, String reason) throws IOException {
        fails(file(npy(1, header + "\n", new byte[4])), reason);
    }

    @Test
    void fortranOrderOfOneDimensionIsTheSameAsAnyOther() throws IOException {
        assertThat(Npy.read(file(npy("'|u1'", true, "(2,)", (byte) 1, (byte) 2))).ints("a")).containsExactly(1, 2);
    }

    @Test
    void aFileCutAnywhereIsRefused() throws IOException {
        byte[] whole = npy("'<f4'", false, "(2,)", new byte[8]);
        for (int length = 0; length < whole.length; length++) {
            fails(file(Arrays.copyOf(whole, length)), "");
        }
        fails(file(npy(4, "{}")), "has the NPY version 4.0");
        fails(folder.resolve("none.npy"), "does not exist");
    }

    @Test
    void aHeaderLongerThanAnyRealOneIsRefused() throws IOException {
        fails(file(npy(2, " ".repeat(10_001))), "claims a header of 10001 bytes");
    }

    @Test
    void aFolderGivesWhatIsWantedOfIt() throws IOException {
        Files.write(folder.resolve("images.npy"), npy("'|u1'", false, "(1, 1)", (byte) 7));
        Files.write(folder.resolve("notes.npy"), npy("'O'", false, "(1, 1)", (byte) 7));
        TensorFile read = Npy.readFolder(folder, Set.of("images", "labels"));
        assertThat(read.names()).containsExactly("images");
        assertThatThrownBy(() -> read.ints("labels")).isInstanceOf(UserError.class)
                .hasMessage(folder + ": holds no tensor 'labels'; it holds images, notes");
    }

    private void fails(Path file, String reason) {
        assertThatThrownBy(() -> Npy.read(file)).isInstanceOf(UserError.class)
                .message().startsWith(file + ": ").contains(reason).doesNotContain("\n");
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("a.npy"), bytes);
    }
}
