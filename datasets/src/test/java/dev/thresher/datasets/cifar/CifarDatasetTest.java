package dev.thresher.datasets.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.ByteExamples;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarDatasetTest {
    @TempDir
    Path folder;

    @Test
    void readsTheFiveTrainingFilesInOrderAndTheTestFile() throws IOException {
        for (int i = 1; i <= 5; i++) {
            write("data_batch_" + i + ".bin", new int[] {i}, new int[] {i + 4});
        }
        write("test_batch.bin", new int[] {0}, new int[] {9}, new int[] {3});
        Files.writeString(folder.resolve("batches.meta.txt"), String.join("\n", CifarNames.CIFAR_10) + "\n\n");
        Dataset dataset = read(CifarForm.CIFAR_10);
        assertThat(dataset.shape()).isEqualTo(new ImageShape(3, 32, 32));
        assertThat(dataset.classes()).isEqualTo(10);
        assertThat(dataset.augmentation()).isEqualTo(Augmentation.PAD_CROP_FLIP);
        assertThat(dataset.train().count()).isEqualTo(10);
        assertThat(dataset.test().count()).isEqualTo(3);
        for (int i = 0; i < 10; i++) {
            int label = i % 2 == 0 ? i / 2 + 1 : i / 2 + 5;
            assertThat(dataset.train().label(i)).isEqualTo(label);
            for (int f : new int[] {0, 1, 1024, 3071}) {
                assertThat(((ByteExamples) dataset.train()).pixel(i, f)).isEqualTo(pixel(label, f));
            }
        }
        assertThat(CifarFiles.find(CifarForm.CIFAR_10, folder).orElseThrow().bytes()).isEqualTo(13 * 3073);
    }

    @Test
    void theFineLabelOfCifar100Counts() throws IOException {
        write("train.bin", new int[] {19, 99}, new int[] {0, 20});
        write("test.bin", new int[] {3, 4});
        Dataset dataset = read(CifarForm.CIFAR_100);
        assertThat(dataset.classes()).isEqualTo(100);
        assertThat(dataset.train().label(0)).isEqualTo(99);
        assertThat(dataset.train().label(1)).isEqualTo(20);
        assertThat(dataset.test().label(0)).isEqualTo(4);
        assertThat(((ByteExamples) dataset.train()).pixel(1, 5)).isEqualTo(pixel(20, 5));
    }

    @Test
    void aFileThatIsNoWholeNumberOfImagesIsRefused() throws IOException {
        write("train.bin", new int[] {1, 2}, new int[] {3, 4});
        write("test.bin", new int[] {3, 4});
        Path file = folder.resolve("train.bin");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        fails(CifarForm.CIFAR_100, file + ": byte 6147: ends inside image 1: its 6147 bytes are not a whole number of images of 3074 bytes;"
                + " get the file anew");
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        fails(CifarForm.CIFAR_100, file + ": byte 6149: ends inside image 2: its 6149 bytes are not a whole number of images of 3074 bytes;"
                + " get the file anew");
        Files.write(file, new byte[0]);
        fails(CifarForm.CIFAR_100, file + ": is empty; get the file anew");
    }

    @Test
    void labelsOutOfRangeAreNamedWithTheirPlace() throws IOException {
        write("train.bin", new int[] {1, 2}, new int[] {20, 4});
        write("test.bin", new int[] {3, 100});
        fails(CifarForm.CIFAR_100, folder.resolve("train.bin") + ": byte 3074: coarse label of image 1 is 20, but the labels of 20 classes are 0 to 19;"
                + " get the file anew");
        write("train.bin", new int[] {1, 2});
        fails(CifarForm.CIFAR_100, folder.resolve("test.bin") + ": byte 1: fine label of image 0 is 100, but the labels of 100 classes are 0 to 99;"
                + " get the file anew");
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        write("train.bin", new int[] {1, 2});
        fails(CifarForm.CIFAR_100, folder + ": lacks test.bin; put all files of small there");
        assertThat(CifarFiles.find(CifarForm.CIFAR_100, folder)).isEmpty();
    }

    @Test
    void namesOfOtherClassesAreRefused() throws IOException {
        write("train.bin", new int[] {1, 2});
        write("test.bin", new int[] {3, 4});
        Files.writeString(folder.resolve("fine_label_names.txt"), "one\ntwo\n");
        fails(CifarForm.CIFAR_100, folder.resolve("fine_label_names.txt") + ": names 2 classes, but the files beside it have 100; get the folder anew");
    }

    @Test
    void theNamesAreComplete() {
        assertThat(CifarNames.CIFAR_10).hasSize(10).isSorted();
        assertThat(CifarNames.CIFAR_100).hasSize(100).isSorted().doesNotHaveDuplicates();
    }

    private Dataset read(CifarForm form) {
        return CifarDataset.read("small", new CifarFiles(form, folder), Normalisation.none(3));
    }

    private void fails(CifarForm form, String message) {
        assertThatThrownBy(() -> read(form)).isInstanceOf(UserError.class).hasMessage(message);
    }

    private static int pixel(int label, int feature) {
        return (label * 31 + feature * 7) & 0xFF;
    }

    /** One image for each of the label bytes; its pixels follow from its last label. */
    private void write(String name, int[]... labels) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int[] image : labels) {
            for (int label : image) {
                out.write(label);
            }
            for (int f = 0; f < 3072; f++) {
                out.write(pixel(image[image.length - 1], f));
            }
        }
        Files.write(folder.resolve(name), out.toByteArray());
    }
}
