package dev.thresher.datasets.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.datasets.Checksum;
import dev.thresher.datasets.Dataset;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.catalogue.DataFolders;
import dev.thresher.datasets.catalogue.DatasetCatalogue;
import dev.thresher.datasets.idx.IdxFiles;
import dev.thresher.datasets.idx.IdxImages;
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

class SynthDigitsTest {
    private static final int PLANE = 28 * 28;

    @TempDir
    Path cache;

    @Test
    void anImageDependsOnItsIndexOnly() {
        IdxImages together = SynthDigits.drawAll(1000, 700, done -> { });
        byte[] alone = new byte[PLANE];
        for (int i = 699; i >= 0; i -= 97) {
            SynthDigits.draw(1000 + i, alone, 0);
            assertThat(alone).isEqualTo(Arrays.copyOfRange(together.pixels(), i * PLANE, (i + 1) * PLANE));
        }
    }

    /** A changed image needs a new number in the folder's name, else old caches would pass for new ones. */
    @Test
    void imagesOfThisVersionStayAsTheyAre() {
        byte[] pixels = SynthDigits.drawAll(0, 1000, done -> { }).pixels();
        assertThat(SynthDigits.FOLDER).isEqualTo("synth-digits-v1");
        assertThat(HexFormat.of().formatHex(Checksum.digest("MD5").digest(pixels))).isEqualTo("58d568d3242d88c1f7425a73a71b1e9c");
    }

    @Test
    void theBorderCarriesNoInformationAndEveryImageHasInk() {
        byte[] pixels = SynthDigits.drawAll(0, 5000, done -> { }).pixels();
        for (int image = 0; image < 5000; image++) {
            long ink = 0;
            for (int i = 0; i < PLANE; i++) {
                int value = pixels[image * PLANE + i] & 0xFF;
                int x = i % 28;
                int y = i / 28;
                if (x < 4 || x > 23 || y < 4 || y > 23) {
                    assertThat(value).as("image %d at %d, %d", image, x, y).isZero();
                }
                ink += value;
            }
            assertThat(ink).as("ink of image %d", image).isGreaterThan(20 * 255);
        }
    }

    @Test
    void meanAndDeviationAreThoseWrittenDown() {
        byte[] pixels = SynthDigits.drawAll(0, 10_000, done -> { }).pixels();
        double sum = 0;
        double squares = 0;
        for (byte pixel : pixels) {
            double value = (pixel & 0xFF) / 255.0;
            sum += value;
            squares += value * value;
        }
        double mean = sum / pixels.length;
        assertThat(mean).isCloseTo(SynthDigits.MEAN, within(0.001));
        assertThat(Math.sqrt(squares / pixels.length - mean * mean)).isCloseTo(SynthDigits.STD, within(0.001));
    }

    @Test
    void allDigitsAreAboutEquallyFrequent() {
        int[] histogram = new int[10];
        for (int i = 0; i < SynthDigits.TRAIN; i++) {
            histogram[SynthDigits.label(i)]++;
        }
        assertThat(histogram).satisfies(h -> assertThat(Arrays.stream(h).min().orElseThrow()).isGreaterThan(5800));
        assertThat(SynthDigits.FIRST_LABELS).hasSize(10);
    }

    @Test
    void isMadeOnceAndReadByTheOrdinaryReader() throws IOException {
        DataFolders folders = new DataFolders(List.of(cache), cache);
        List<Long> done = new ArrayList<>();
        Dataset dataset = DatasetCatalogue.load("synth-digits", folders, (what, count, total) -> {
            assertThat(what).startsWith("synth-digits");
            assertThat(total).isEqualTo(70_000);
            done.add(count);
        });
        assertThat(done).isSorted().last().isEqualTo(70_000L);
        assertThat(dataset.train().count()).isEqualTo(60_000);
        assertThat(dataset.test().count()).isEqualTo(10_000);
        assertThat(dataset.train().label(123)).isEqualTo(SynthDigits.label(123));
        assertThat(dataset.test().label(123)).isEqualTo(SynthDigits.label(60_123));
        assertThat(cache.toFile().list()).containsExactly(SynthDigits.FOLDER);

        done.clear();
        DatasetCatalogue.load("synth-digits", folders, (what, count, total) -> done.add(count));
        assertThat(done).isEmpty();
    }

    @Test
    void aFileThatWasDeletedIsMadeAgain() throws IOException {
        IdxFiles files = SynthDigits.generate(cache, 300, 100, Progress.NONE);
        byte[] labels = Files.readAllBytes(files.testLabels());
        Files.delete(files.testLabels());
        assertThat(SynthDigits.generate(cache, 300, 100, Progress.NONE)).isEqualTo(files);
        assertThat(files.testLabels()).hasBinaryContent(labels);
        assertThat(cache.toFile().list()).containsExactly(SynthDigits.FOLDER);
    }

    @Test
    void twoAtOnceDoNotDisturbEachOther() {
        var one = CompletableFuture.supplyAsync(() -> SynthDigits.generate(cache, 3000, 1000, Progress.NONE));
        var two = CompletableFuture.supplyAsync(() -> SynthDigits.generate(cache, 3000, 1000, Progress.NONE));
        assertThat(one.join()).isEqualTo(two.join());
        assertThat(cache.toFile().list()).containsExactly(SynthDigits.FOLDER);
        assertThat(cache.resolve(SynthDigits.FOLDER).toFile().list()).hasSize(4);
    }

    @Test
    void aCacheThatCannotBeWrittenIsOneLine() throws IOException {
        Path obstacle = Files.writeString(cache.resolve("file"), "");
        assertThatThrownBy(() -> SynthDigits.generate(obstacle, Progress.NONE)).isInstanceOf(UserError.class)
                .message().startsWith(obstacle.resolve(SynthDigits.FOLDER) + ": cannot be written: ").doesNotContain("\n");
    }
}
