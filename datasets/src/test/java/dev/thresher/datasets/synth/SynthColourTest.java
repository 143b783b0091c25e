package dev.thresher.datasets.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.Checksum;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthColourTest {
    private static final int PLANE = SynthColour.SIDE * SynthColour.SIDE;
    private static final int CLASSES = 10;

    @TempDir
    Path cache;

    @Test
    void anImageDependsOnItsIndexOnly() {
        byte[] together = SynthColour.drawAll(1000, 600, done -> { });
        byte[] alone = new byte[SynthColour.IMAGE];
        for (int i = 599; i >= 0; i -= 97) {
            SynthColour.draw(1000 + i, alone, 0);
            int record = i * SynthColour.RECORD;
            assertThat(together[record]).isEqualTo((byte) SynthColour.label(1000 + i));
            assertThat(alone).isEqualTo(Arrays.copyOfRange(together, record + 1, record + SynthColour.RECORD));
        }
    }

    /** A changed image needs a new number in the folder's name, else old caches would pass for new ones. */
    @Test
    void imagesOfThisVersionStayAsTheyAre() {
        byte[] records = SynthColour.drawAll(0, 1000, done -> { });
        assertThat(SynthColour.FOLDER).isEqualTo("synth-colour-v1");
        assertThat(HexFormat.of().formatHex(Checksum.digest("MD5").digest(records))).isEqualTo("30dd60ce33997e7c421bcf05026962af");
    }

    @Test
    void meansAndDeviationsAreThoseWrittenDown() {
        byte[] records = SynthColour.drawAll(0, 5000, done -> { });
        for (int channel = 0; channel < 3; channel++) {
            double sum = 0;
            double squares = 0;
            for (int image = 0; image < 5000; image++) {
                for (int i = 0; i < PLANE; i++) {
                    double value = (records[image * SynthColour.RECORD + 1 + channel * PLANE + i] & 0xFF) / 255.0;
                    sum += value;
                    squares += value * value;
                }
            }
            double mean = sum / (5000 * PLANE);
            assertThat(mean).isCloseTo(SynthColour.mean()[channel], within(0.004));
            assertThat(Math.sqrt(squares / (5000 * PLANE) - mean * mean)).isCloseTo(SynthColour.std()[channel], within(0.004));
        }
    }

    /** An image's mean deviates by 0.08, that of 500 images by 0.0035; none of ten classes may lie four of those off. */
    @Test
    void noClassIsBrighterThanAnother() {
        byte[] records = SynthColour.drawAll(0, 5000, done -> { });
        double[] sums = new double[CLASSES];
        int[] counts = new int[CLASSES];
        for (int image = 0; image < 5000; image++) {
            int label = records[image * SynthColour.RECORD];
            counts[label]++;
            for (int i = 1; i < SynthColour.RECORD; i++) {
                sums[label] += (records[image * SynthColour.RECORD + i] & 0xFF) / (255.0 * SynthColour.IMAGE);
            }
        }
        for (int label = 0; label < CLASSES; label++) {
            assertThat(sums[label] / counts[label]).as(SynthColour.CLASSES.get(label)).isCloseTo(0.4987, within(0.014));
        }
    }

    @Test
    void warmAndCoolAreEquallyCommonInEveryClass() {
        byte[] records = SynthColour.drawAll(0, 5000, done -> { });
        double[] warmth = new double[CLASSES]; // mean of red − blue
        double[] centre = new double[CLASSES]; // the same in the middle of the image, where the figure is
        int[] counts = new int[CLASSES];
        int middle = PLANE / 2 + SynthColour.SIDE / 2;
        for (int image = 0; image < 5000; image++) {
            int record = image * SynthColour.RECORD;
            int label = records[record];
            counts[label]++;
            for (int i = 0; i < PLANE; i++) {
                double difference = ((records[record + 1 + i] & 0xFF) - (records[record + 1 + 2 * PLANE + i] & 0xFF)) / 255.0;
                warmth[label] += difference / PLANE;
                centre[label] += i == middle ? difference : 0;
            }
        }
        for (int label = 0; label < CLASSES; label++) {
            assertThat(warmth[label] / counts[label]).as(SynthColour.CLASSES.get(label)).isCloseTo(0, within(0.03));
            double sign = label % 2 == 0 ? 1 : -1;
            assertThat(sign * centre[label] / counts[label]).as(SynthColour.CLASSES.get(label)).isGreaterThan(0.1);
        }
    }

    @Test
    void allClassesAreAboutEquallyFrequent() {
        int[] histogram = new int[CLASSES];
        for (int i = 0; i < SynthColour.TRAIN; i++) {
            histogram[SynthColour.label(i)]++;
        }
        assertThat(Arrays.stream(histogram).min().orElseThrow()).isGreaterThan(4800);
        assertThat(SynthColour.FIRST_LABELS).hasSize(10).first().isEqualTo(SynthColour.label(0));
        assertThat(SynthColour.CLASSES).hasSize(CLASSES).startsWith("warm disc", "cool disc").endsWith("warm cross", "cool cross");
    }

    @Test
    void theFilesAreLaidOutAsCifarsAre() throws IOException {
        List<Long> done = new ArrayList<>();
        Path folder = SynthColour.generate(cache, 30, 20, (what, count, total) -> {
            assertThat(what).isEqualTo("synth-colour: drawing");
            assertThat(total).isEqualTo(170);
            done.add(count);
        });
        assertThat(done).isSorted().last().isEqualTo(170L);
        assertThat(folder).isEqualTo(cache.resolve(SynthColour.FOLDER));
        assertThat(cache.toFile().list()).containsExactly(SynthColour.FOLDER);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin",
                "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin", "batches.meta.txt");
        assertThat(folder.resolve("data_batch_2.bin")).hasBinaryContent(SynthColour.drawAll(30, 30, count -> { }));
        assertThat(folder.resolve("test_batch.bin")).hasBinaryContent(SynthColour.drawAll(150, 20, count -> { }));
        assertThat(Files.readAllLines(folder.resolve("batches.meta.txt"))).isEqualTo(SynthColour.CLASSES);

        done.clear();
        SynthColour.generate(cache, 30, 20, (what, count, total) -> done.add(count));
        assertThat(done).isEmpty();
    }

    @Test
    void aFileThatWasDeletedIsMadeAgain() throws IOException {
        Path file = SynthColour.generate(cache, 30, 20, Progress.NONE).resolve("data_batch_3.bin");
        byte[] records = Files.readAllBytes(file);
        Files.delete(file);
        SynthColour.generate(cache, 30, 20, Progress.NONE);
        assertThat(file).hasBinaryContent(records);
        assertThat(cache.toFile().list()).containsExactly(SynthColour.FOLDER);
    }

    @Test
    void twoAtOnceDoNotDisturbEachOther() {
        var one = CompletableFuture.supplyAsync(() -> SynthColour.generate(cache, 300, 300, Progress.NONE));
        var two = CompletableFuture.supplyAsync(() -> SynthColour.generate(cache, 300, 300, Progress.NONE));
        assertThat(one.join()).isEqualTo(two.join());
        assertThat(cache.toFile().list()).containsExactly(SynthColour.FOLDER);
        assertThat(cache.resolve(SynthColour.FOLDER).toFile().list()).hasSize(7);
    }

    @Test
    void aCacheThatCannotBeWrittenIsOneLine() throws IOException {
        Path obstacle = Files.writeString(cache.resolve("file"), "");
        assertThatThrownBy(() -> SynthColour.generate(obstacle, Progress.NONE)).isInstanceOf(UserError.class)
                .message().startsWith(obstacle.resolve(SynthColour.FOLDER) + ": cannot be written: ").doesNotContain("\n");
    }
}
