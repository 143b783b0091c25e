package dev.thresher.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VariationTest {
    private static final ImageShape SHAPE = new ImageShape(3, 6, 7);
    private static final int COUNT = 37; // two whole blocks of sixteen, and a part of one
    private final Normalisation normalisation = new Normalisation(new float[] {0.5f, 0.4f, 0.3f}, new float[] {0.2f, 0.25f, 0.3f});
    private final byte[] pixels = new byte[COUNT * SHAPE.features()];
    private final float[] values = new float[pixels.length];
    private final int[] labels = IntStream.range(0, COUNT).toArray();
    private final ByteExamples bytes = new ByteExamples(SHAPE, pixels, labels);
    private final FloatExamples floats = new FloatExamples(SHAPE, values, labels);

    VariationTest() {
        new Random(3).nextBytes(pixels);
        for (int i = 0; i < pixels.length; i++) {
            values[i] = (pixels[i] & 0xFF) / 255f;
        }
    }

    /** Every image is one of the 81 crops of the padded one, or its mirror image; which one, the draws say. */
    @Test
    void aCropIsCutOutOfThePaddedImage() {
        Variation variation = new Variation(Augmentation.PAD_CROP_FLIP, 5, 2);
        Batch batch = gather(bytes, variation, COUNT);
        for (int n = 0; n < COUNT; n++) {
            int down = PadCrop.down(variation, n);
            int right = PadCrop.right(variation, n);
            boolean flip = PadCrop.flip(variation, n);
            for (int f = 0; f < SHAPE.features(); f++) {
                int channel = f / SHAPE.plane();
                int y = f % SHAPE.plane() / SHAPE.width() + down;
                int x = f % SHAPE.width();
                x = (flip ? SHAPE.width() - 1 - x : x) + right;
                boolean inside = x >= 0 && x < SHAPE.width() && y >= 0 && y < SHAPE.height();
                float value = inside ? values[n * SHAPE.features() + channel * SHAPE.plane() + y * SHAPE.width() + x] : 0;
                assertThat(batch.features()[f * batch.stride() + n]).as("feature %d of image %d", f, n)
                        .isEqualTo(normalisation.apply(value, channel));
            }
            assertThat(batch.labels()[n]).isEqualTo(n);
        }
    }

    @Test
    void bytesAndFloatsAreVariedAlike() {
        Variation variation = new Variation(Augmentation.PAD_CROP_FLIP, 8, 1);
        assertThat(gather(bytes, variation, COUNT).features()).isEqualTo(gather(floats, variation, COUNT).features());
    }

    /** What a device is left to do is what is done here: done by hand for the crop out of the padding, and told of for all. */
    @Test
    void packedImagesTellWhatIsLeftToDo() {
        int[] order = IntStream.range(0, COUNT).map(i -> COUNT - 1 - i).toArray();
        Batch batch = bytes.batch(COUNT, true);
        for (Augmentation augmentation : Augmentation.values()) {
            Variation variation = new Variation(augmentation, 8, 1);
            bytes.gather(order, 0, COUNT, normalisation, variation, batch);
            assertThat(batch.packed().rest()).isEqualTo(augmentation);
            assertThat(batch.packed().values()).isEqualTo(normalisation.ofBytes());
            for (int n = 0; n < COUNT; n++) {
                int from = n * SHAPE.features();
                assertThat(Arrays.copyOfRange(batch.packed().pixels(), from, from + SHAPE.features()))
                        .isEqualTo(Arrays.copyOfRange(pixels, order[n] * SHAPE.features(), (order[n] + 1) * SHAPE.features()));
                assertThat(batch.labels()[n]).isEqualTo(order[n]);
            }
        }
        ResizedCrop crop = ResizedCrop.drawn(new Variation(Augmentation.RESIZED_CROP_FLIP, 8, 1), order[3], SHAPE.height(), SHAPE.width());
        assertThat(part(batch, 3)).containsExactly(crop.top(), crop.left(), crop.height(), crop.width(), crop.flip() ? 1 : 0);
        Variation cropped = new Variation(Augmentation.PAD_CROP_FLIP, 8, 1);
        bytes.gather(order, 2, 5, normalisation, cropped, batch);
        assertThat(part(batch, 4)).containsExactly(PadCrop.down(cropped, order[6]), PadCrop.right(cropped, order[6]), SHAPE.height(), SHAPE.width(),
                PadCrop.flip(cropped, order[6]) ? 1 : 0);
        assertThat(batch.count()).isEqualTo(5);
    }

    private static int[] part(Batch batch, int n) {
        return Arrays.copyOfRange(batch.packed().parts(), n * PackedImages.PART, (n + 1) * PackedImages.PART);
    }

    @Test
    void aBatchHoldsBytesOrValues() {
        assertThat(bytes.batch(20, true).bytes()).isEqualTo(20 * SHAPE.features());
        assertThat(bytes.batch(20, false).packed()).isNull();
        assertThat(floats.batch(20, true).packed()).as("these are no bytes").isNull();
        assertThat(floats.batch(20, true).bytes()).isEqualTo(4 * 32 * SHAPE.features());
        assertThatThrownBy(bytes.batch(20, true)::features).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> bytes.batch(20, true).reshape(1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyShiftAndBothSidesAreDrawnAboutEquallyOften() {
        Variation variation = new Variation(Augmentation.PAD_CROP_FLIP, 1, 1);
        int[] down = new int[9];
        int[] right = new int[9];
        int flips = 0;
        for (int i = 0; i < 9000; i++) {
            down[PadCrop.down(variation, i) + 4]++;
            right[PadCrop.right(variation, i) + 4]++;
            flips += PadCrop.flip(variation, i) ? 1 : 0;
        }
        assertThat(IntStream.concat(Arrays.stream(down), Arrays.stream(right)).boxed().toList()).allSatisfy(n -> assertThat(n).isBetween(850, 1150));
        assertThat(flips).isBetween(4300, 4700);
    }

    @Test
    void whatIsDrawnDependsOnSeedEpochAndExampleNotOnTheBatch() {
        for (Augmentation augmentation : new Augmentation[] {Augmentation.PAD_CROP_FLIP, Augmentation.RESIZED_CROP_FLIP}) {
            Variation variation = new Variation(augmentation, 5, 2);
            float[] whole = column(gather(bytes, variation, COUNT), 20);
            Batch alone = new Batch(SHAPE.features(), 1);
            bytes.gather(new int[] {20}, 0, 1, normalisation, variation, alone);
            assertThat(column(alone, 0)).isEqualTo(whole);
            assertThat(gather(bytes, new Variation(augmentation, 5, 3), COUNT).features()).isNotEqualTo(gather(bytes, variation, COUNT).features());
            assertThat(gather(bytes, new Variation(augmentation, 6, 2), COUNT).features()).isNotEqualTo(gather(bytes, variation, COUNT).features());
        }
    }

    @Test
    void anImageOfOneColourStaysSoHoweverItIsScaled() {
        Arrays.fill(pixels, (byte) 200);
        Batch batch = gather(bytes, new Variation(Augmentation.RESIZED_CROP_FLIP, 5, 2), COUNT);
        for (int n = 0; n < COUNT; n++) {
            float[] column = column(batch, n);
            for (int f = 0; f < column.length; f++) {
                assertThat(column[f]).isEqualTo(normalisation.apply(200 / 255f, f / SHAPE.plane()));
            }
        }
    }

    @Test
    void partsHaveTheAreasAndRatiosTheyShould() {
        Set<Boolean> flips = new HashSet<>();
        double least = 1;
        for (int i = 0; i < 2000; i++) {
            ResizedCrop crop = ResizedCrop.drawn(new Variation(Augmentation.RESIZED_CROP_FLIP, 1, 1), i, 300, 400);
            assertThat(crop.top()).isBetween(0, 300 - crop.height());
            assertThat(crop.left()).isBetween(0, 400 - crop.width());
            assertThat((double) crop.width() / crop.height()).isBetween(0.74, 1.35);
            least = Math.min(least, crop.width() * crop.height() / 120_000.0);
            flips.add(crop.flip());
        }
        assertThat(least).isBetween(0.079, 0.09);
        assertThat(flips).hasSize(2);
    }

    @Test
    void aPartOfAnExtremeImageIsCutFromItsMiddle() {
        assertThat(ResizedCrop.drawn(new Variation(Augmentation.RESIZED_CROP_FLIP, 1, 1), 0, 10, 1000))
                .extracting(ResizedCrop::top, ResizedCrop::left, ResizedCrop::height, ResizedCrop::width).containsExactly(0, 493, 10, 13);
        assertThat(ResizedCrop.centred(1000, 30, true)).isEqualTo(new ResizedCrop(480, 0, 40, 30, true));
        assertThat(ResizedCrop.centred(30, 33, false)).isEqualTo(new ResizedCrop(0, 0, 30, 33, false));
    }

    @Test
    void whatCannotBeVariedIsSaidWithWhatCan() {
        assertThatThrownBy(() -> gather(floats, new Variation(Augmentation.RESIZED_CROP_FLIP, 1, 1), 1)).isInstanceOf(UserError.class)
                .hasMessageContaining("choose pad-crop-flip or none");
        FloatExamples rows = new FloatExamples(new ImageShape(1, 1, 784), new float[784], new int[1]);
        assertThatThrownBy(() -> rows.gather(new int[1], 0, 1, Normalisation.none(1), new Variation(Augmentation.PAD_CROP_FLIP, 1, 1),
                new Batch(784, 1))).isInstanceOf(UserError.class)
                .hasMessage("augmentation pad-crop-flip needs images, but the examples are 1×1×784; choose none");
    }

    @Test
    void augmentationsAreWrittenAsTheirIds() throws Exception {
        ObjectMapper json = new ObjectMapper();
        for (Augmentation one : Augmentation.values()) {
            assertThat(json.writeValueAsString(one)).isEqualTo('"' + one.id() + '"');
            assertThat(Augmentation.named(one.id())).isSameAs(one);
        }
        assertThatThrownBy(() -> Augmentation.named("crop")).isInstanceOf(UserError.class)
                .hasMessage("unknown augmentation 'crop'; choose none, pad-crop-flip, resized-crop-flip");
    }

    @Test
    void statisticsAreThoseOfAllValuesOfAChannel() {
        Normalisation computed = Normalisation.computed(bytes, Integer.MAX_VALUE);
        for (int c = 0; c < 3; c++) {
            double sum = 0;
            double squares = 0;
            for (int n = 0; n < COUNT; n++) {
                for (int i = 0; i < SHAPE.plane(); i++) {
                    double value = values[n * SHAPE.features() + c * SHAPE.plane() + i];
                    sum += value;
                    squares += value * value;
                }
            }
            double count = COUNT * SHAPE.plane();
            assertThat(computed.mean()[c]).isCloseTo((float) (sum / count), within(1e-6f));
            assertThat(computed.std()[c]).isCloseTo((float) Math.sqrt(squares / count - sum / count * (sum / count)), within(1e-6f));
        }
    }

    @Test
    void statisticsOfAFewTakeThemEvenlySpaced() {
        byte[] four = {0, 10, (byte) 200, 30, 40, 50};
        ByteExamples examples = new ByteExamples(new ImageShape(1, 1, 1), four, new int[6]);
        assertThat(Normalisation.computed(examples, 3).mean()).containsExactly((0 + 200 + 40) / 3f / 255f);
    }

    @Test
    void statisticsThatCannotBeUsedAreRefused() {
        ByteExamples flat = new ByteExamples(new ImageShape(1, 1, 2), new byte[4], new int[2]);
        assertThatThrownBy(() -> Normalisation.computed(flat, 9)).isInstanceOf(UserError.class)
                .hasMessage("channel 0 of the training examples has a standard deviation of 0.0, which cannot be divided by; give --mean and --std");
        ByteExamples none = new ByteExamples(new ImageShape(1, 1, 2), new byte[0], new int[0]);
        assertThatThrownBy(() -> Normalisation.computed(none, 9)).isInstanceOf(UserError.class).hasMessageContaining("--mean and --std");
    }

    @Test
    void aNormalisationThatIsGivenIsChecked() {
        float[] three = {1, 2, 3};
        assertThat(Normalisation.given(three, three, 3)).isEqualTo(new Normalisation(three, three));
        assertThatThrownBy(() -> Normalisation.given(new float[1], three, 3)).isInstanceOf(UserError.class)
                .hasMessage("--mean has 1 value, but the images have 3 channels; give one value a channel");
        assertThatThrownBy(() -> Normalisation.given(three, new float[] {1, 0, 1}, 3)).isInstanceOf(UserError.class)
                .hasMessageStartingWith("--std 0.0 of channel 1 ");
        assertThatThrownBy(() -> Normalisation.given(three, new float[] {Float.NaN, 1, 1}, 3)).isInstanceOf(UserError.class)
                .hasMessageStartingWith("--std NaN of channel 0 ");
        assertThatThrownBy(() -> Normalisation.given(new float[] {1, 2, Float.POSITIVE_INFINITY}, three, 3)).isInstanceOf(UserError.class)
                .hasMessageStartingWith("--mean Infinity of channel 2 ");
    }

    private Batch gather(Examples examples, Variation variation, int count) {
        Batch batch = new Batch(SHAPE.features(), count);
        examples.gather(IntStream.range(0, count).toArray(), 0, count, normalisation, variation, batch);
        return batch;
    }

    private static float[] column(Batch batch, int column) {
        float[] values = new float[SHAPE.features()];
        for (int f = 0; f < values.length; f++) {
            values[f] = batch.features()[f * batch.stride() + column];
        }
        return values;
    }
}
