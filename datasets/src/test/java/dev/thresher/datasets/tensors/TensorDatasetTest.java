package dev.thresher.datasets.tensors;

import static dev.thresher.datasets.tensors.NumpyFixture.npy;
import static dev.thresher.datasets.tensors.NumpyFixture.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.ByteExamples;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.FloatExamples;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorDatasetTest {
    private static final byte[] TWO_LABELS = npy("'|u1'", false, "(2,)", (byte) 4, (byte) 0);
    private static final byte[] TWO_IMAGES = npy("'|u1'", false, "(2, 1, 2)", (byte) 0, (byte) 255, (byte) 51, (byte) 7);

    @TempDir
    Path folder;

    @Test
    void anNpzFileOfBytesAndItsTestSet() throws IOException {
        Path file = npz("images.npy", TWO_IMAGES, "labels.npy", TWO_LABELS,
                "test_images.npy", npy("'|u1'", false, "(1, 1, 2)", (byte) 9, (byte) 8), "test_labels.npy", npy("'|u1'", false, "(1,)", (byte) 6),
                "names.npy", npy("'<U9'", false, "()", new byte[36]));
        Dataset dataset = TensorDataset.read(file, 10);
        assertThat(dataset.name()).isEqualTo("set.npz");
        assertThat(dataset.classes()).isEqualTo(10);
        assertThat(dataset.shape()).isEqualTo(new ImageShape(1, 1, 2));
        assertThat(dataset.train()).isInstanceOfSatisfying(ByteExamples.class, train -> {
            assertThat(train.pixel(1, 0)).isEqualTo(51);
            assertThat(train.label(0)).isEqualTo(4);
        });
        assertThat(dataset.test()).isInstanceOfSatisfying(ByteExamples.class, test -> assertThat(test.pixel(0, 1)).isEqualTo(8));
        assertThat(dataset.test().label(0)).isEqualTo(6);
        assertThat(dataset.checksum()).isNotEqualTo(TensorDataset.read(npz("images.npy", TWO_IMAGES, "labels.npy", TWO_LABELS), 10).checksum());
    }

    @Test
    void aFolderOfNpyFilesNamedByItselfOrByItsImages() throws IOException {
        Path images = Files.write(folder.resolve("images.npy"), npy("'<f4'", false, "(2, 1)", new byte[8]));
        Files.write(folder.resolve("labels.npy"), TWO_LABELS);
        Dataset dataset = TensorDataset.read(folder, 10);
        assertThat(dataset.name()).isEqualTo(folder.getFileName().toString());
        assertThat(dataset.train()).isInstanceOf(FloatExamples.class);
        assertThat(dataset.test().count()).isZero();
        assertThat(TensorDataset.read(images, 10)).extracting(Dataset::name, Dataset::checksum)
                .containsExactly(dataset.name(), dataset.checksum());
        assertThatThrownBy(() -> TensorDataset.read(folder.resolve("labels.npy"), 10)).isInstanceOf(UserError.class)
                .hasMessageContaining("labels.npy: holds one array, but images and labels are needed");
        Files.delete(images);
        assertThatThrownBy(() -> TensorDataset.read(folder, 10)).isInstanceOf(UserError.class)
                .hasMessage(folder + ": holds no tensor 'images'; it holds labels");
    }

    @Test
    void aSafetensorsFileOfBytesIsReadAlike() {
        Path file = folder.resolve("set.safetensors");
        SafeTensors.write(file, Map.of(), List.of(new NamedBytes("images", new int[] {2, 2}, new byte[] {0, 1, 2, 3}),
                new NamedTensor("labels", new int[] {2}, new float[] {1, 0}), new NamedTensor("test_images", new int[] {1, 2}, new float[2]),
                new NamedTensor("test_labels", new int[] {1}, new float[] {1})));
        Dataset dataset = TensorDataset.read(file, 2);
        assertThat(dataset.train()).isInstanceOf(ByteExamples.class);
        assertThat(dataset.test()).isInstanceOf(FloatExamples.class);
        assertThat(dataset.test().label(0)).isEqualTo(1);
    }

    @Test
    void labelsMaySayHowManyClassesThereAre() throws IOException {
        assertThat(TensorDataset.read(npz("images.npy", TWO_IMAGES, "labels.npy", TWO_LABELS), 0).classes()).isEqualTo(5);
        assertThat(TensorDataset.read(npz("images.npy", TWO_IMAGES, "labels.npy", TWO_LABELS, "test_images.npy", TWO_IMAGES,
                "test_labels.npy", npy("'|u1'", false, "(2,)", (byte) 7, (byte) 0)), 0).classes()).isEqualTo(8);
        assertThat(TensorDataset.read(npz("images.npy", TWO_IMAGES, "labels.npy", npy("'|u1'", false, "(2,)", new byte[2])), 0).classes())
                .isEqualTo(2);
        fails(0, "'labels' at 1 is 2147483647, but the labels of 10000 classes are 0 to 9999", "images.npy", TWO_IMAGES,
                "labels.npy", npy("'<i4'", false, "(2,)", (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) -1, (byte) -1, (byte) -1, (byte) 127));
        fails(0, "'labels' at 0 is -1", "images.npy", TWO_IMAGES, "labels.npy", npy("'|i1'", false, "(2,)", (byte) -1, (byte) 0));
    }

    @Test
    void aTestSetThatDoesNotFitIsRefused() throws IOException {
        fails(10, "holds no tensor 'test_labels'", "images.npy", TWO_IMAGES, "labels.npy", TWO_LABELS, "test_images.npy", TWO_IMAGES);
        fails(10, "holds no tensor 'test_images'", "images.npy", TWO_IMAGES, "labels.npy", TWO_LABELS, "test_labels.npy", TWO_LABELS);
        fails(10, "'test_images' holds images of 1×1×1, but those of 'images' are of 1×1×2", "images.npy", TWO_IMAGES, "labels.npy", TWO_LABELS,
                "test_images.npy", npy("'|u1'", false, "(2, 1)", new byte[2]), "test_labels.npy", TWO_LABELS);
        fails(5, "'test_labels' at 0 is 5, but the labels of 5 classes are 0 to 4", "images.npy", TWO_IMAGES, "labels.npy", TWO_LABELS,
                "test_images.npy", TWO_IMAGES, "test_labels.npy", npy("'|u1'", false, "(2,)", (byte) 5, (byte) 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "(1, 2, 4, 5)    | 2×4×5",
        "(1, 3, 3, 3)    | 3×3×3",
        "(1, 4, 5)       | 1×4×5",
        "(1, 4)          | 1×1×4",
        "(4,)            | 'images' has the shape [4], but [n, channels, height, width], [n, height, width] or [n, features] is needed",
        "(1, 1, 1, 1, 4) | 'images' has the shape [1, 1, 1, 1, 4], but",
        "(0, 4)          | 'images' has the shape [0, 4], but",
        "(1, 8, 8, 3)    | 'images' has the shape [1, 8, 8, 3], with the channels last; save images.transpose(0, 3, 1, 2).copy()",
    })
    void shapesOfImages(String shape, String expected) throws IOException {
        int size = 1;
        for (String side : shape.replaceAll("[(), ]+", " ").strip().split(" ")) {
            size *= Integer.parseInt(side);
        }
        Object[] members = {"images.npy", npy("'|u1'", false, shape, new byte[size]), "labels.npy", npy("'|u1'", false, "(1,)", (byte) 0)};
        if (expected.startsWith("'")) {
            fails(10, expected, members);
        } else {
            assertThat(TensorDataset.read(npz(members), 10).shape()).hasToString(expected);
        }
    }

    @Test
    void wholeNumbersOfUnknownScaleAreRefused() throws IOException {
        fails(10, "'images' is of the type I16, whose scale is unknown; store bytes from 0 to 255 as uint8, or float32",
                "images.npy", npy("'<i2'", false, "(1, 1)", new byte[2]), "labels.npy", npy("'|u1'", false, "(1,)", (byte) 0));
    }

    private void fails(int classes, String reason, Object... members) throws IOException {
        Path file = npz(members);
        assertThatThrownBy(() -> TensorDataset.read(file, classes)).isInstanceOf(UserError.class)
                .message().startsWith(file + ": ").contains(reason).doesNotContain("\n");
    }

    private Path npz(Object... members) throws IOException {
        return Files.write(folder.resolve("set.npz"), zip(members));
    }
}
