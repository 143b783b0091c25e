package dev.thresher.datasets.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Checksum;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.Variation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderDatasetTest {
    private static final ImageOptions SMALL = new ImageOptions(8, 8, false, 3);
    private static final Variation TRAINING = new Variation(Augmentation.RESIZED_CROP_FLIP, 4, 2);

    @TempDir
    Path folder;

    @Test
    void classesAreTheTrainingFoldersInOrder() throws IOException {
        picture("train/zebra/b.PNG", 1, 8, 8);
        picture("train/zebra/a.png", 2, 8, 8);
        picture("train/cat/c.png", 3, 8, 8);
        picture("val/zebra/d.png", 4, 8, 8);
        Files.writeString(folder.resolve("train/cat/notes.txt"), "no picture");
        Files.writeString(folder.resolve("train/cat/._c.png"), "what some systems leave");
        Dataset dataset = read(SMALL);
        assertThat(dataset.name()).isEqualTo(folder.getFileName().toString());
        assertThat(dataset.classes()).isEqualTo(2);
        assertThat(dataset.shape()).isEqualTo(new ImageShape(3, 8, 8));
        assertThat(dataset.augmentation()).isEqualTo(Augmentation.RESIZED_CROP_FLIP);
        assertThat(dataset.normalisation().mean()).containsExactly(0.485f, 0.456f, 0.406f);
        assertThat(dataset.train().count()).isEqualTo(3);
        assertThat(IntStream.range(0, 3).map(dataset.train()::label)).containsExactly(0, 1, 1);
        assertThat(((ImageFolderExamples) dataset.train()).file(1)).isEqualTo(folder.resolve("train/zebra/a.png"));
        assertThat(dataset.test().count()).isEqualTo(1);
        assertThat(dataset.test().label(0)).isEqualTo(1);
        assertThat(dataset.test().note()).isEmpty();
    }

    @Test
    void aPictureOfTheRightSizeIsTakenPixelByPixel() throws IOException {
        picture("cat/a.png", 1, 8, 8);
        picture("dog/b.png", 2, 8, 8);
        Dataset dataset = read(SMALL);
        Batch batch = new Batch(dataset.shape().features(), 2);
        dataset.train().gather(new int[] {1, 0}, 0, 2, dataset.normalisation(), Variation.NONE, batch);
        for (int f = 0; f < 192; f++) {
            for (int n = 0; n < 2; n++) {
                float value = Pictures.value(2 - n, f / 64, f % 64 / 8, f % 8) / 255f;
                assertThat(batch.features()[f * batch.stride() + n]).isEqualTo(dataset.normalisation().apply(value, f / 64));
            }
        }
        assertThat(batch.labels()).startsWith(1, 0);
    }

    /** Scaled by the processor, whatever size they had; normalised where they are taken to. */
    @Test
    void packedPicturesAreThoseOfTheBatch() throws IOException {
        for (int i = 0; i < 5; i++) {
            picture("cat/%d.png".formatted(i), i, 10 + i, 14 - i);
        }
        Dataset dataset = read(SMALL);
        for (Variation variation : new Variation[] {Variation.NONE, TRAINING}) {
            float[] expected = gather(dataset, variation, 5).features();
            Batch packed = dataset.train().batch(5, true);
            dataset.train().gather(new int[] {0, 1, 2, 3, 4}, 0, 5, Normalisation.none(3), variation, packed);
            assertThat(packed.packed().rest()).isEqualTo(Augmentation.NONE);
            for (int f = 0; f < 192; f++) {
                for (int n = 0; n < 5; n++) {
                    float value = packed.packed().values()[f / 64 * 256 + (packed.packed().pixels()[n * 192 + f] & 0xFF)];
                    assertThat(value).isEqualTo(expected[f * packed.stride() + n]);
                }
            }
        }
        assertThat(dataset.train().batch(5, false).packed()).isNull();
    }

    /** The pattern rises evenly to the right and downwards, so scaling keeps its slope. */
    @Test
    void theShorterSideIsScaledAndTheCentreCutOut() throws IOException {
        picture("cat/wide.png", 0, 24, 16);
        picture("cat/high.png", 0, 16, 24);
        Dataset dataset = read(new ImageOptions(4, 8, false, 1));
        Batch batch = gather(dataset, Variation.NONE, 2);
        for (int n = 0; n < 2; n++) {
            // Output pixel (2 + y, 2 + x) of a picture of half the size, and two more along the longer side.
            double y0 = n == 0 ? 2 * (2 + 2) + 0.5 : 2 * 2 + 0.5;
            double x0 = n == 0 ? 2 * 2 + 0.5 : 2 * (2 + 2) + 0.5;
            for (int f = 0; f < 16; f++) {
                double expected = 11 * (y0 + 2 * (f / 4)) + 5 * (x0 + 2 * (f % 4));
                assertThat((double) batch.features()[f * batch.stride() + n] * 255).isCloseTo(expected, within(1.5));
            }
        }
    }

    @Test
    void withoutPicturesForValidationTheTrainingPicturesServeAndThatIsSaid() throws IOException {
        picture("cat/a.png", 1, 8, 8);
        picture("dog/b.png", 2, 8, 8);
        Dataset dataset = read(SMALL);
        assertThat(dataset.test().count()).isEqualTo(2);
        assertThat(dataset.test().note()).contains("the training pictures serve for it");
        assertThat(dataset.train().note()).isEmpty();
    }

    @Test
    void theOtherNamesOfTheValidationFolderAreKnown() throws IOException {
        picture("train/cat/a.png", 1, 8, 8);
        picture("test/cat/b.png", 2, 8, 8);
        assertThat(((ImageFolderExamples) read(SMALL).test()).file(0)).isEqualTo(folder.resolve("test/cat/b.png"));
        picture("validation/cat/c.png", 2, 8, 8);
        assertThat(((ImageFolderExamples) read(SMALL).test()).file(0)).isEqualTo(folder.resolve("validation/cat/c.png"));
    }

    @Test
    void theChecksumCoversNamesSizesAndLabels() throws IOException {
        picture("train/cat/a.png", 1, 8, 8);
        picture("train/dog/b.png", 2, 8, 8);
        picture("val/dog/c.png", 3, 8, 8);
        String text = "train/cat/a.png " + size("train/cat/a.png") + " 0\ntrain/dog/b.png " + size("train/dog/b.png") + " 1\n"
                + "val/dog/c.png " + size("val/dog/c.png") + " 1\n";
        String expected = HexFormat.of().formatHex(Checksum.digest("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(read(SMALL).checksum()).isEqualTo("sha256:" + expected);
    }

    @Test
    void whatComesOutDoesNotDependOnThreadsOrBatches() throws IOException {
        for (int i = 0; i < 20; i++) {
            picture("c" + i % 3 + "/" + i + ".png", i, 10 + i, 30 - i);
        }
        for (Variation variation : new Variation[] {Variation.NONE, TRAINING}) {
            float[] one = gather(read(SMALL.withThreads(1)), variation, 20).features();
            assertThat(gather(read(SMALL.withThreads(5)), variation, 20).features()).isEqualTo(one);
            Dataset dataset = read(SMALL);
            Batch alone = new Batch(192, 1);
            dataset.train().gather(new int[] {7}, 0, 1, Normalisation.none(3), variation, alone);
            for (int f = 0; f < 192; f++) {
                assertThat(alone.features()[f * 16]).isEqualTo(one[f * 32 + 7]);
            }
        }
        float[] epochs = gather(read(SMALL), new Variation(Augmentation.RESIZED_CROP_FLIP, 4, 3), 20).features();
        assertThat(gather(read(SMALL), TRAINING, 20).features()).isNotEqualTo(epochs);
    }

    @Test
    void aDamagedPictureEndsTheRunWithItsNameWhicheverThreadMetItFirst() throws IOException {
        for (int i = 10; i < 30; i++) {
            picture("cat/" + i + ".png", i, 8, 8);
        }
        Path first = Files.write(folder.resolve("cat/13.png"), new byte[0]);
        Files.write(folder.resolve("cat/28.png"), new byte[0]);
        Dataset dataset = read(SMALL);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> gather(dataset, Variation.NONE, 20)).isInstanceOf(UserError.class)
                    .hasMessage(first + ": is empty; replace or remove it, or skip damaged pictures");
        }
    }

    @Test
    void aDamagedPictureIsLeftOutOfItsBatchAndCountedOnce() throws IOException {
        for (int i = 10; i < 28; i++) {
            picture("c" + i % 2 + "/" + i + ".png", i, 8, 8);
        }
        Path one = Files.write(folder.resolve("c0/14.png"), new byte[0]);
        Path two = Files.write(folder.resolve("c1/27.png"), "not a picture".getBytes());
        Dataset dataset = read(SMALL.withSkipDamaged(true));
        assertThat(dataset.train().skipped()).isEmpty();
        int[] order = IntStream.range(0, 18).map(i -> 17 - i).toArray();
        Batch batch = new Batch(192, 18);
        Arrays.fill(batch.features(), Float.NaN);
        for (int times = 0; times < 2; times++) {
            dataset.train().gather(order, 0, 18, Normalisation.none(3), Variation.NONE, batch);
        }
        assertThat(batch.count()).isEqualTo(16);
        assertThat(batch.stride()).isEqualTo(16);
        assertThat(dataset.train().skipped()).containsExactly(one, two);
        int column = 0;
        for (int example : order) {
            Path file = ((ImageFolderExamples) dataset.train()).file(example);
            if (file.equals(one) || file.equals(two)) {
                continue;
            }
            int picture = Integer.parseInt(file.getFileName().toString().substring(0, 2));
            assertThat(batch.labels()[column]).isEqualTo(picture % 2);
            for (int f = 0; f < 192; f++) {
                assertThat(batch.features()[f * 16 + column]).isEqualTo(Pictures.value(picture, f / 64, f % 64 / 8, f % 8) / 255f);
            }
            column++;
        }
    }

    @Test
    void aBatchOfWhichNothingIsLeftIsAnError() throws IOException {
        Path one = Pictures.write(folder.resolve("cat/a.jpg"), new byte[0]);
        Pictures.write(folder.resolve("cat/b.jpg"), new byte[] {1});
        Dataset dataset = read(SMALL.withSkipDamaged(true));
        assertThatThrownBy(() -> gather(dataset, Variation.NONE, 2)).isInstanceOf(UserError.class)
                .hasMessage(one + ": is empty, and no other picture of its batch of 2 is sound; replace or remove them, or take larger batches");
    }

    @Test
    void picturesAreNotPadded() throws IOException {
        picture("cat/a.png", 1, 8, 8);
        Dataset dataset = read(SMALL);
        assertThatThrownBy(() -> gather(dataset, new Variation(Augmentation.PAD_CROP_FLIP, 1, 1), 1)).isInstanceOf(UserError.class)
                .hasMessageContaining("choose resized-crop-flip or none");
    }

    @Test
    void foldersThatAreNoDataSetAreRefused() throws IOException {
        fails(folder.resolve("none"), folder.resolve("none") + ": is no folder; ");
        fails(folder, folder + ": holds no pictures");
        picture("val/cat/a.png", 1, 8, 8);
        fails(folder, folder + ": has val/, but no train/; ");
        picture("train/dog/a.png", 1, 8, 8);
        fails(folder, folder.resolve("val/cat") + ": is none of the 1 classes there are training pictures of; ");
        Files.createDirectory(folder.resolve("train/cat"));
        fails(folder, folder.resolve("train/cat") + ": holds no picture (.jpg, .jpeg or .png); ");
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() {
        assertThat(ImageOptions.standard()).isEqualTo(new ImageOptions(224, 256, false, Runtime.getRuntime().availableProcessors()));
        assertThatThrownBy(() -> new ImageOptions(224, 200, false, 1)).isInstanceOf(UserError.class).hasMessageStartingWith("image resize 200: ");
        assertThatThrownBy(() -> new ImageOptions(0, 200, false, 1)).isInstanceOf(UserError.class).hasMessageStartingWith("image size 0: ");
        assertThatThrownBy(() -> new ImageOptions(8, 8, false, 0)).isInstanceOf(UserError.class).hasMessageStartingWith("image threads 0: ");
    }

    private void fails(Path of, String message) {
        assertThatThrownBy(() -> ImageFolderDataset.read(of, SMALL, Progress.NONE)).isInstanceOf(UserError.class)
                .message().startsWith(message).doesNotContain("\n");
    }

    private Dataset read(ImageOptions options) {
        return ImageFolderDataset.read(folder, options, Progress.NONE);
    }

    private static Batch gather(Dataset dataset, Variation variation, int count) {
        Batch batch = new Batch(dataset.shape().features(), count);
        dataset.train().gather(IntStream.range(0, count).toArray(), 0, count, Normalisation.none(3), variation, batch);
        return batch;
    }

    private void picture(String name, int picture, int width, int height) throws IOException {
        Pictures.write(folder.resolve(name), Pictures.png(picture, width, height));
    }

    private long size(String name) throws IOException {
        return Files.size(folder.resolve(name));
    }
}
