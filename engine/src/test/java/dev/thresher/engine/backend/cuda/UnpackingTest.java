package dev.thresher.engine.backend.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.Batch;
import dev.thresher.datasets.ByteExamples;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Variation;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches that come to the device as bytes hold the very numbers that the processor gathers. */
class UnpackingTest {
    private static final int COUNT = 150;

    private DeviceLauncher device;
    private DeviceStorage storage;

    @BeforeEach
    void open() {
        device = Emulated.launcher();
        Emulated.set("shuffle", 1);
        storage = new DeviceStorage(device);
    }

    @AfterEach
    void close() {
        if (device != null) {
            device.close();
            assertThat(Emulated.get("blocks")).as("device memory that was not freed").isZero();
            assertThat(Emulated.get("trampled")).as("writes behind a block").isZero();
        }
    }

    private static ByteExamples random(ImageShape shape) {
        byte[] pixels = new byte[COUNT * shape.features()];
        new Random(shape.features()).nextBytes(pixels);
        return new ByteExamples(shape, pixels, IntStream.range(0, COUNT).toArray());
    }

    private static Normalisation normalisation(int channels) {
        float[] mean = new float[channels];
        float[] deviation = new float[channels];
        for (int c = 0; c < channels; c++) {
            mean[c] = 0.1f + 0.3f * c;
            deviation[c] = 0.2f + 0.05f * c;
        }
        return new Normalisation(mean, deviation);
    }

    @ParameterizedTest
    @CsvSource({"1, 28, 28", "3, 32, 32", "3, 5, 9", "2, 9, 5", "1, 1, 784", "1, 2, 1", "4, 3, 3"})
    void everyAugmentationGivesTheBitsOfTheProcessor(int channels, int height, int width) {
        ImageShape shape = new ImageShape(channels, height, width);
        ByteExamples examples = random(shape);
        Normalisation normalisation = normalisation(channels);
        CudaTensor images = storage.activation(shape.features(), 100);
        Batch expected = examples.batch(100, false);
        Batch packed = examples.batch(100, true);
        for (Augmentation augmentation : Augmentation.values()) {
            if (augmentation != Augmentation.NONE && height == 1) {
                continue; // a row of features is not varied
            }
            int epoch = 0;
            for (int count : new int[] {100, 64, 33, 1}) {
                Variation variation = new Variation(augmentation, 7, ++epoch);
                int[] order = Randomness.permutation(COUNT, 3, epoch);
                examples.gather(order, 11, count, normalisation, variation, expected);
                examples.gather(order, 11, count, normalisation, variation, packed);
                storage.load(packed, images);
                Arrays.fill(packed.packed().pixels(), (byte) -1); // the next batch is gathered while this one is on its way
                assertThat(images.columns()).isEqualTo(count);
                float[] stored = storage.stored(images);
                for (int i = 0; i < stored.length; i++) {
                    int n = i % images.stride();
                    float wanted = n < count ? expected.features()[i / images.stride() * expected.stride() + n] : 0;
                    if (Float.floatToRawIntBits(stored[i]) != Float.floatToRawIntBits(wanted)) {
                        throw new AssertionError("%s, %s, %d images: value %d of image %d is %s, not %s".formatted(augmentation, shape, count,
                                i / images.stride(), n, stored[i], wanted));
                    }
                }
            }
        }
    }

    /** The parts differ from epoch to epoch, and so do the rounding errors of their weights: none of thousands comes out otherwise. */
    @ParameterizedTest
    @EnumSource(value = Augmentation.class, names = {"PAD_CROP_FLIP", "RESIZED_CROP_FLIP"})
    void whateverPartIsDrawn(Augmentation augmentation) {
        ImageShape shape = new ImageShape(1, 13, 21);
        ByteExamples examples = random(shape);
        CudaTensor images = storage.activation(shape.features(), COUNT);
        Batch expected = examples.batch(COUNT, false);
        Batch packed = examples.batch(COUNT, true);
        int[] order = Randomness.permutation(COUNT, 1, 1);
        for (int epoch = 1; epoch <= 20; epoch++) {
            Variation variation = new Variation(augmentation, 2, epoch);
            examples.gather(order, 0, COUNT, normalisation(1), variation, expected);
            examples.gather(order, 0, COUNT, normalisation(1), variation, packed);
            storage.load(packed, images);
            float[] values = storage.download(images);
            for (int i = 0; i < values.length; i++) {
                float wanted = expected.features()[i / COUNT * expected.stride() + i % COUNT];
                assertThat(values[i]).as("epoch %d, value %d of image %d", epoch, i / COUNT, i % COUNT).isEqualTo(wanted);
            }
        }
    }
}
