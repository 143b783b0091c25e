package dev.thresher.datasets.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.ByteExamples;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxReaderTest {
    @TempDir
    Path folder;
    private Path images;
    private Path labels;
    private final byte[] pixels = new byte[3 * 4 * 5];

    @BeforeEach
    void writeAPair() {
        new Random(1).nextBytes(pixels);
        images = folder.resolve("images");
        labels = folder.resolve("labels");
        IdxWriter.writeImages(images, new IdxImages(3, 4, 5, pixels));
        IdxWriter.writeLabels(labels, new int[] {7, 0, 9});
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsWhatWasWrittenPlainOrGzipWhateverItsName(boolean gzip) throws IOException {
        if (gzip) {
            Files.write(images, gzip(Files.readAllBytes(images)));
            Files.write(labels, gzip(Files.readAllBytes(labels)));
        }
        ByteExamples examples = IdxReader.readExamples(images, labels, 10);
        assertThat(examples.count()).isEqualTo(3);
        assertThat(examples.shape()).isEqualTo(new ImageShape(1, 4, 5));
        for (int i = 0; i < pixels.length; i++) {
            assertThat(examples.pixel(i / 20, i % 20)).isEqualTo(pixels[i] & 0xFF);
        }
        assertThat(new int[] {examples.label(0), examples.label(1), examples.label(2)}).containsExactly(7, 0, 9);
    }

    @Test
    void headerIsThatOfTheFormat() throws IOException {
        assertThat(Arrays.copyOf(Files.readAllBytes(images), 16)).containsExactly(0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 5);
        assertThat(Files.readAllBytes(labels)).containsExactly(0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9);
    }

    @Test
    void missingFile() {
        Path missing = folder.resolve("none");
        fails(missing, "cannot be read", "does not exist; check the path");
    }

    @Test
    void aFolderInPlaceOfTheFile() {
        fails(folder, "is a folder");
    }

    @Test
    void wrongMagic() throws IOException {
        Files.writeString(images, "<!DOCTYPE html> not found");
        fails(images, "byte 0", "is no IDX file", "0x3c21444f");
    }

    @Test
    void labelsGivenAsImages() {
        fails(labels, "byte 3", "this is a label file");
    }

    @Test
    void numbersThatAreNoBytes() throws IOException {
        Files.write(images, header(0x0D03, 3, 4, 5));
        fails(images, "byte 2", "type 0x0d");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 7, 15})
    void shortHeader(int length) throws IOException {
        Files.write(images, Arrays.copyOf(Files.readAllBytes(images), length));
        fails(images, length < 4 ? "too few for an IDX file" : "ends inside its header");
    }

    @Test
    void truncatedPlain() throws IOException {
        Files.write(images, Arrays.copyOf(Files.readAllBytes(images), 16 + 45));
        fails(images, "byte 61: ends inside image 2 of the 3 it claims");
    }

    @Test
    void truncatedInsideGzip() throws IOException {
        Files.write(images, gzip(Arrays.copyOf(Files.readAllBytes(images), 16 + 45)));
        fails(images, "unpacked byte 61: ends inside image 2 of the 3 it claims");
    }

    @Test
    void trailingBytes() throws IOException {
        byte[] longer = Arrays.copyOf(Files.readAllBytes(images), 16 + 60 + 2);
        Files.write(images, longer);
        fails(images, "byte 76: goes on after its last image (3 are claimed)");
        Files.write(images, gzip(longer));
        fails(images, "goes on after its last image (3 are claimed)");
    }

    @Test
    void gzipThatBreaksOffAnywhere() throws IOException {
        byte[] whole = gzip(Files.readAllBytes(images));
        for (int length = 2; length < whole.length; length++) {
            Files.write(images, Arrays.copyOf(whole, length));
            fails(images, "gzip", "get the file anew");
        }
    }

    @Test
    void gzipWithAFlippedBit() throws IOException {
        byte[] whole = gzip(Files.readAllBytes(images));
        whole[whole.length - 6] ^= 4; // in the checksum
        Files.write(images, whole);
        fails(images, "its gzip stream is damaged");
    }

    @Test
    void headerThatClaimsGigabytes() throws IOException {
        Files.write(images, header(0x0803, 60_000, 200, 170)); // 2.04 GB, within one array
        fails(images, "byte 16: ends inside image 0 of the 60000 it claims");
        Files.write(images, gzip(header(0x0803, 60_000, 200, 170)));
        fails(images, "bytes of gzip cannot hold");
        Files.write(images, header(0x0803, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
        fails(images, "more than 2 GiB");
        Files.write(images, header(0x0803, -1, 28, 28));
        fails(images, "byte 4: claims a side of 4294967295");
    }

    /** Long enough that the gzip's size does not give the lie away: it is counted before room is made. */
    @Test
    void gzipThatIsLongButShorterThanItClaims() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(header(0x0803, 100_000, 28, 28));
        byte[] noise = new byte[100_000];
        new Random(2).nextBytes(noise);
        bytes.write(noise);
        Files.write(images, gzip(bytes.toByteArray()));
        fails(images, "ends inside image 127 of the 100000 it claims");
    }

    @Test
    void labelOutOfRange() {
        assertThatThrownBy(() -> IdxReader.readLabels(labels, 9)).isInstanceOf(UserError.class)
                .hasMessage(labels + ": byte 10: label 2 is 9, but the labels of 9 classes are 0 to 8; get the file anew");
    }

    @Test
    void countsDisagree() {
        IdxWriter.writeLabels(labels, new int[] {1, 2});
        assertThatThrownBy(() -> IdxReader.readExamples(images, labels, 10)).isInstanceOf(UserError.class)
                .hasMessageStartingWith(images + ": holds 3 images, but " + labels + " holds 2 labels");
    }

    @Test
    void otherShapeThanTheDataSetHas() {
        IdxFiles files = new IdxFiles(images, labels, images, labels);
        assertThatThrownBy(() -> IdxDataset.read("mnist", new ImageShape(1, 28, 28), 10, files, Normalisation.none(1)))
                .isInstanceOf(UserError.class).hasMessageContaining("its images are 1×4×5, but this data set has 1×28×28");
    }

    @Test
    void errorsOfTheTestFilesArriveAsTheyAre() {
        IdxFiles files = new IdxFiles(images, labels, folder.resolve("none"), labels);
        assertThatThrownBy(() -> IdxDataset.read("x", new ImageShape(1, 4, 5), 10, files, Normalisation.none(1)))
                .isInstanceOf(UserError.class).hasMessageContaining("none");
    }

    @Test
    void peeksAtLabelsAndKnowsNothingOfDamagedFiles() throws IOException {
        assertThat(IdxReader.peekLabels(labels, 2)).containsExactly(7, 0);
        assertThat(IdxReader.peekLabels(labels, 10)).containsExactly(7, 0, 9);
        Files.writeString(labels, "x");
        assertThat(IdxReader.peekLabels(labels, 2)).isEmpty();
    }

    private void fails(Path file, String... parts) {
        assertThatThrownBy(() -> IdxReader.readImages(file)).isInstanceOf(UserError.class)
                .message().startsWith(file + ": ").contains(parts).doesNotContain("\n");
    }

    private static byte[] header(int magic, int... sides) {
        ByteBuffer header = ByteBuffer.allocate(4 + 4 * sides.length).putInt(magic);
        Arrays.stream(sides).forEach(header::putInt);
        return header.array();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
