package dev.thresher.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class GatherTest {
    /** Any shape, order and count, into a batch that holds other things from before, against one value at a time. */
    @RepeatedTest(60)
    void gatheringEqualsPickingValueByValue(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        ImageShape shape = new ImageShape(1 + random.nextInt(3), 1 + random.nextInt(6), 1 + random.nextInt(6));
        int examples = 1 + random.nextInt(90);
        byte[] pixels = new byte[examples * shape.features()];
        random.nextBytes(pixels);
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (pixels[i] & 0xFF) / 255f;
        }
        int[] labels = random.ints(examples, 0, 10).toArray();
        int capacity = 1 + random.nextInt(70);
        int count = 1 + random.nextInt(capacity);
        int from = random.nextInt(5);
        int[] order = random.ints(from + count + 3, 0, examples).toArray(); // with repetitions, on purpose
        Normalisation normalisation = normalisation(shape.channels(), random);

        for (Examples source : new Examples[] {new ByteExamples(shape, pixels, labels), new FloatExamples(shape, values, labels)}) {
            Batch batch = new Batch(shape.features(), capacity);
            Arrays.fill(batch.features(), Float.NaN);
            Arrays.fill(batch.labels(), -1);
            source.gather(order, from, count, normalisation, Variation.NONE, batch);

            assertThat(batch.count()).isEqualTo(count);
            assertThat(batch.stride()).isEqualTo(Batch.padded(count));
            for (int n = 0; n < batch.stride(); n++) {
                int example = n < count ? order[from + n] : -1;
                for (int f = 0; f < shape.features(); f++) {
                    float expected = example < 0 ? 0f
                            : normalisation.apply(values[example * shape.features() + f], f / shape.plane());
                    assertThat(batch.features()[f * batch.stride() + n]).as("feature %d of column %d", f, n).isEqualTo(expected);
                }
                assertThat(batch.labels()[n]).isEqualTo(example < 0 ? 0 : labels[example]);
            }
        }
    }

    @Test
    void anotherNormalisationIsNotServedFromTheTableOfTheFirst() {
        ByteExamples examples = new ByteExamples(new ImageShape(1, 1, 1), new byte[] {(byte) 255}, new int[] {0});
        Batch batch = new Batch(1, 1);
        examples.gather(new int[] {0}, 0, 1, Normalisation.none(1), Variation.NONE, batch);
        assertThat(batch.features()[0]).isEqualTo(1f);
        examples.gather(new int[] {0}, 0, 1, new Normalisation(new float[] {0.5f}, new float[] {0.25f}), Variation.NONE, batch);
        assertThat(batch.features()[0]).isEqualTo(2f);
    }

    @Test
    void refusesABatchThatIsTooSmall() {
        ByteExamples examples = new ByteExamples(new ImageShape(1, 2, 2), new byte[8], new int[2]);
        assertThatThrownBy(() -> examples.gather(new int[] {0, 1}, 0, 2, Normalisation.none(1), Variation.NONE, new Batch(3, 2)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("4 features");
        assertThatThrownBy(() -> examples.gather(new int[] {0, 1}, 0, 2, Normalisation.none(1), Variation.NONE, new Batch(4, 1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not 2");
    }

    @Test
    void refusesArraysThatDoNotFitTheShape() {
        assertThatThrownBy(() -> new ByteExamples(new ImageShape(1, 2, 2), new byte[7], new int[2]))
                .hasMessage("2 examples of 1×2×2 take 8 bytes, not 7");
        assertThatThrownBy(() -> new FloatExamples(new ImageShape(1, 2, 2), new float[9], new int[2]))
                .hasMessage("2 examples of 1×2×2 take 8 values, not 9");
    }

    @Test
    void checksumCoversImagesAndLabelsOfBothParts() {
        ImageShape shape = new ImageShape(1, 1, 3);
        Examples train = new ByteExamples(shape, "abc".getBytes(), new int[] {'d'});
        Examples test = new ByteExamples(shape, "efg".getBytes(), new int[] {'h'});
        // printf abcdefgh | sha256sum
        assertThat(Checksum.of(train, test)).isEqualTo("sha256:9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab");
        Examples otherLabel = new ByteExamples(shape, "efg".getBytes(), new int[] {'i'});
        assertThat(Checksum.of(train, otherLabel)).isNotEqualTo(Checksum.of(train, test));
    }

    private static Normalisation normalisation(int channels, Random random) {
        float[] mean = new float[channels];
        float[] std = new float[channels];
        for (int c = 0; c < channels; c++) {
            mean[c] = random.nextFloat();
            std[c] = 0.1f + random.nextFloat();
        }
        return new Normalisation(mean, std);
    }
}
