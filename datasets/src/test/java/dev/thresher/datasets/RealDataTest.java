package dev.thresher.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.datasets.fetch.RemoteDataset;
import dev.thresher.datasets.fetch.RemoteFile;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorDataset;
import dev.thresher.datasets.tensors.TensorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Known facts about real MNIST and the golden files, where they lie beside the checkout. */
class RealDataTest {
    private static final Path SHARED = Path.of("../../shared"); // Maven runs tests in the module's folder

    @Test
    void mnistIsRead() {
        Path folder = SHARED.resolve("datasets");
        assumeTrue(Files.isDirectory(folder.resolve("mnist")), "no MNIST in ../shared/datasets");
        Dataset mnist = DatasetCatalogue.load("mnist", new DataFolders(List.of(folder), folder), Progress.NONE);
        assertThat(mnist.train().count()).isEqualTo(60_000);
        assertThat(mnist.test().count()).isEqualTo(10_000);
        assertThat(histogram(mnist.train())).containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
        assertThat(histogram(mnist.test())).containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
        long sum = 0;
        for (int i = 0; i < 60_000; i++) {
            for (int f = 0; f < 784; f++) {
                sum += ((ByteExamples) mnist.train()).pixel(i, f);
            }
        }
        assertThat(sum).isEqualTo(1567298545L);
        // zcat train-images | tail -c +17, train-labels | tail -c +9, and the test files likewise, through sha256sum
        assertThat(mnist.checksum()).isEqualTo("sha256:06b0d1f124c4e5fa796686ade41a9b778edacc8622f2195a352ef479ad44fc16");
        assertThat(DatasetCatalogue.defaultName(new DataFolders(List.of(folder), folder))).isEqualTo("mnist");
    }

    /** The files beside the checkout are compressed anew, so the checksum of what they unpack to must do. */
    @Test
    void checksumsToFetchByFitTheCanonicalContent() throws IOException {
        Path folder = SHARED.resolve("datasets").resolve("mnist");
        assumeTrue(Files.isDirectory(folder), "no MNIST in ../shared/datasets");
        for (RemoteFile file : RemoteDataset.MNIST.files()) {
            try (var in = new GZIPInputStream(Files.newInputStream(folder.resolve(file.name())))) {
                assertThat(file.md5s()).contains(HexFormat.of().formatHex(Checksum.digest("MD5").digest(in.readAllBytes())));
            }
        }
    }

    @Test
    void goldenFilesAreRead() {
        Path file = SHARED.resolve("golden").resolve("lenet-300-100.safetensors");
        assumeTrue(Files.isRegularFile(file), "no golden files in ../shared/golden");
        TensorFile golden = SafeTensors.read(file);
        assertThat(golden.metadata()).containsEntry("batch", "64").containsEntry("steps", "32");
        assertThat(golden.shape("images")).containsExactly(32 * 64, 1, 28, 28);
        assertThat(golden.shape("loss")).containsExactly(32);
        Dataset dataset = TensorDataset.read(file, 10);
        assertThat(dataset.train().count()).isEqualTo(2048);
        assertThat(dataset.shape()).isEqualTo(new ImageShape(1, 28, 28));
        Batch batch = new Batch(784, 64);
        int[] order = IntStream.range(0, 64).toArray();
        dataset.train().gather(order, 0, 64, dataset.normalisation(), Variation.NONE, batch);
        float[] images = golden.floats("images");
        for (int f = 0; f < 784; f++) {
            assertThat(batch.features()[f * 64 + 63]).isEqualTo(images[63 * 784 + f]);
        }
    }

    @Test
    void everyGoldenFileIsSoundThroughout() throws IOException {
        Path folder = SHARED.resolve("golden");
        assumeTrue(Files.isDirectory(folder), "no golden files in ../shared/golden");
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".safetensors")).toList()) {
                TensorFile golden = SafeTensors.read(file);
                assertThat(golden.names()).contains("images", "labels", "loss", "ratio");
                for (String name : golden.names()) {
                    assertThat(golden.floats(name)).as(name).isNotNull();
                }
            }
        }
    }

    private static int[] histogram(Examples examples) {
        int[] histogram = new int[10];
        for (int i = 0; i < examples.count(); i++) {
            histogram[examples.label(i)]++;
        }
        return histogram;
    }
}
