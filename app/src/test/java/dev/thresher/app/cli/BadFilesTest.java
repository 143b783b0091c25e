package dev.thresher.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.app.cli.CliFixture.Result;
import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of others that are damaged, strange or hostile: one line that names them, exit code 2, and no trace on the disk. */
class BadFilesTest {
    /** A JPEG up to the header of its only frame: 8 × 8 pixels of four components, which are cyan, magenta, yellow and black. */
    private static final String CMYK = "FFD8" + "FFC00014080008000804" + "011100021100031100041100" + "FFDA0002" + "FFD9";

    @TempDir
    Path temporary;
    private Path folder;
    private CliFixture cli;

    @BeforeEach
    void prepare() throws IOException {
        folder = Files.createDirectory(temporary.resolve("work"));
        cli = new CliFixture(folder);
        cli.tensors(20);
        cli.network(8);
    }

    @Test
    void refusesPicturesOfSixteenBitsAndOfFourInks() throws IOException {
        picture("pics/cat/a.png", BufferedImage.TYPE_BYTE_GRAY);
        picture("pics/dog/deep.png", BufferedImage.TYPE_USHORT_GRAY);
        damaged("deep.png: is a PNG of 16 bits a channel", "run-a");
        Files.delete(folder.resolve("pics/dog/deep.png"));
        Files.write(folder.resolve("pics/dog/inks.jpg"), HexFormat.of().parseHex(CMYK));
        damaged("inks.jpg: ", "run-b");
    }

    @Test
    void leavesThemOutWhereItIsTold() throws IOException {
        picture("pics/cat/a.png", BufferedImage.TYPE_BYTE_GRAY);
        picture("pics/cat/deep.png", BufferedImage.TYPE_USHORT_GRAY);
        picture("pics/dog/b.png", BufferedImage.TYPE_INT_RGB);
        Result result = cli.run(("train --model-file small-8.json --images pics --image-size 16 --damaged skip --augment none --epochs 2 "
                + "--out run").split(" "));

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(folder.resolve("run/summary.json")).exists();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --images hollow                  | hollow: holds no pictures
            --images flat                    | flat: holds no pictures
            --images half                    | dog: holds no picture
            --images valid                   | valid: has val/, but no train/
            --images whole --image-size 0    | 0
            --images whole --image-size -1   | -1
            --images whole --image-size 1e9  | not a whole number
            --images whole --image-size 4096 | 4096
            --images whole --mean 0.5,0.5 --std 1,1    | 2
            --images whole --augment pad-crop-flip     | pad-crop-flip
            --tensors digits.safetensors --image-size 32 | --image-size: is for pictures in files
            --dataset mnist --image-size 32              | --image-size: is for pictures in files, and those of mnist have a size of their own
            --tensors digits.safetensors --augment resized-crop-flip | resized-crop-flip
            """)
    void refusesAFolderOfPictures(String options, String named) throws IOException {
        Files.createDirectories(folder.resolve("hollow"));
        picture("flat/a.png", BufferedImage.TYPE_BYTE_GRAY);
        picture("half/cat/a.png", BufferedImage.TYPE_BYTE_GRAY);
        Files.createDirectories(folder.resolve("half/dog"));
        picture("valid/val/cat/a.png", BufferedImage.TYPE_BYTE_GRAY);
        picture("whole/cat/a.png", BufferedImage.TYPE_BYTE_GRAY);
        picture("whole/dog/a.png", BufferedImage.TYPE_BYTE_GRAY);

        refused(named, "train --model-file small-8.json --steps 1 --quiet " + options);
    }

    @Test
    void refusesACifarFileThatIsAByteShort() throws IOException {
        Path cifar = Files.createDirectories(folder.resolve("cifar-10-batches-bin"));
        for (String name : List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin",
                "test_batch.bin")) {
            Files.write(cifar.resolve(name), new byte[2 * 3073]);
        }
        Files.write(cifar.resolve("data_batch_4.bin"), new byte[2 * 3073 - 1]);
        refused("data_batch_4.bin: byte 6145: ends inside image 1", "train vgg-11 --dataset cifar-10 --data .");
        byte[] wrong = new byte[2 * 3073];
        wrong[3073] = 10;
        Files.write(cifar.resolve("data_batch_4.bin"), wrong);
        refused("data_batch_4.bin: byte 3073: label of image 1 is 10", "train vgg-11 --dataset cifar-10 --data .");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'type': 'flatten', 'name': 'a', 'inputs': 'b'}, {'type': 'relu', 'name': 'b', 'inputs': 'a'} | circle
            {'type': 'conv', 'filters': 3, 'kernel': 29}, {'type': 'flatten'}, {'type': 'linear', 'outputs': 'classes'} | 29
            {'type': 'flatten'}, {'type': 'linear', 'outputs': 9} | 10
            {'type': 'linear', 'outputs': 'classes'} | flatten
            {'type': 'flatten'}, {'type': 'linear', 'name': 'a', 'outputs': 4}, {'type': 'linear', 'name': 'b', 'outputs': 5, 'inputs': 'a'}, {'type': 'add', 'inputs': ['a', 'b']}, {'type': 'linear', 'outputs': 'classes'} | add
            {'type': 'flatten'}, {'type': 'linear', 'outputs': 1000000}, {'type': 'linear', 'outputs': 1000000}, {'type': 'linear', 'outputs': 'classes'} | net
            {'type': 'flatten' | no JSON
            """)
    void refusesANetwork(String layers, String named) throws IOException {
        Files.writeString(folder.resolve("net.json"), ("{'layers': [" + layers + "]}").replace('\'', '"'));

        refused(named, "train --model-file net.json --tensors digits.safetensors --steps 1");
    }

    @Test
    void refusesANetworkForOtherImages() throws IOException {
        Files.writeString(folder.resolve("net.json"),
                "{\"input\": [3, 32, 32], \"layers\": [{\"type\": \"flatten\"}, {\"type\": \"linear\", \"outputs\": \"classes\"}]}");

        refused("3×32×32", "train --model-file net.json --tensors digits.safetensors --steps 1");
    }

    @Test
    void refusesArraysThatNumpyWouldRead() throws IOException {
        npz("'<f4'", true, 4);
        refused("'images' is stored in Fortran order", "train --tensors bad.npz");
        npz("'>f4'", false, 4);
        refused("'images' has the big-endian type '>f4'", "train --tensors bad.npz");
        npz("'|O'", false, 4);
        refused("'images' holds pickled Python objects", "train --tensors bad.npz");
        npz("'<f4'", false, 1 << 20);
        refused("looks like a trap", "train --tensors bad.npz");
        refused("bad.npz: is a ZIP archive", "train --tensors digits.safetensors --init bad.npz"); // initial weights are safetensors only
    }

    @Test
    void refusesInitialWeightsWithAllThatDoesNotFit() {
        SafeTensors.write(folder.resolve("w.safetensors"), Map.of(), List.of(tensor("hidden.weight", 9, 784), tensor("hidden.bias", 8),
                tensor("out.weight", 10, 8), tensor("hidden.threshold", 9), tensor("conv1.weight", 1)));
        List<String> before = cli.inventory();
        Result result = cli.run("train", "--model-file", "small-8.json", "--tensors", "digits.safetensors", "--init", "w.safetensors");

        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err()).contains("w.safetensors: does not fit the model: ", "hidden.weight is [9, 784], expected [8, 784]",
                "out.bias is missing", "hidden.threshold is [9], expected [8]", "conv1.weight belongs to no layer")
                .doesNotContain("hidden.bias", "out.weight");
        assertThat(result.exit()).isEqualTo(Cli.USER_ERROR);
        assertThat(cli.inventory()).isEqualTo(before);
    }

    @Test
    void refusesABatchThatTheHeapCannotHold() throws IOException {
        Path cats = Files.createDirectories(folder.resolve("many/cat"));
        Files.createDirectories(folder.resolve("many/dog"));
        Files.createFile(folder.resolve("many/dog/a.png"));
        for (int i = 0; i < 1000; i++) {
            Files.createFile(cats.resolve(i + ".png")); // not opened before the first batch
        }
        refused("--batch", "train resnet-50 --images many --batch 1000 --steps 1 --quiet");
    }

    /** The training has begun when a picture is opened: its folder tells how far it came. */
    private void damaged(String named, String run) {
        Result result = cli.run(("train --model-file small-8.json --images pics --image-size 16 --damaged fail --steps 1 --augment none --quiet "
                + "--out " + run).split(" "));

        assertThat(result.errLines()).as("one line of error").hasSize(1);
        assertThat(result.err()).startsWith("thresher: ").contains(named, run).doesNotContain("Exception");
        assertThat(result.exit()).isEqualTo(Cli.USER_ERROR);
        assertThat(result.out()).isEmpty();
    }

    private void refused(String named, String command) {
        List<String> before = cli.inventory();
        Result result = cli.run(command.split(" "));

        assertThat(result.errLines()).as("one line of error").hasSize(1);
        assertThat(result.err()).startsWith("thresher: ").contains(named).doesNotContain("Exception").doesNotContain("defect");
        assertThat(result.exit()).isEqualTo(Cli.USER_ERROR);
        assertThat(result.out()).isEmpty();
        assertThat(cli.inventory()).as("nothing lost, nothing left behind").isEqualTo(before);
    }

    private void picture(String name, int type) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(20, 20, type), "png", file.toFile());
    }

    private static NamedTensor tensor(String name, int... shape) {
        int size = 1;
        for (int side : shape) {
            size *= side;
        }
        return new NamedTensor(name, shape, new float[size]);
    }

    /** Writes {@code bad.npz}, with labels and {@code count} images of 28 × 28 of zeros. */
    private void npz(String type, boolean fortran, int count) throws IOException {
        int images = count > 1000 ? count / 28 / 28 * 28 : count; // a large one of many MiB
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("images.npy"));
            zip.write(header(type, fortran, "(" + images + ", 28, 28)"));
            zip.write(new byte[images * 28 * 28 * 4]);
            zip.putNextEntry(new ZipEntry("labels.npy"));
            zip.write(header("'|u1'", false, "(" + images + ",)"));
            zip.write(new byte[images]);
        }
        Files.write(folder.resolve("bad.npz"), bytes.toByteArray());
    }

    private static byte[] header(String type, boolean fortran, String shape) {
        byte[] text = ("{'descr': " + type + ", 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': " + shape + ", }\n")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(10 + text.length).order(ByteOrder.LITTLE_ENDIAN).put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) text.length).put(text).array();
    }
}
