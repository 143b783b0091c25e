package dev.thresher.datasets.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.Checksum;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.fetch.FaultyServer.Manner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class FetcherTest {
    private static final String NAME = "images.gz";

    @TempDir
    Path cache;
    private final byte[] unpacked = new byte[300_000];
    private byte[] content;
    private FaultyServer first;
    private FaultyServer second;
    private final Fetcher fetcher = new Fetcher(Duration.ofMillis(1500));

    @BeforeEach
    void startMirrors() throws IOException {
        new Random(1).nextBytes(unpacked);
        Arrays.fill(unpacked, 200_000, 250_000, (byte) 3);
        content = gzip(unpacked, Deflater.DEFAULT_COMPRESSION);
        first = new FaultyServer(content, Manner.GOOD);
        second = new FaultyServer(content, Manner.GOOD);
    }

    @AfterEach
    void stopMirrors() {
        fetcher.close();
        first.close();
        second.close();
    }

    @Test
    void fetchesFromTheFirstMirrorAndTellsHowFarItIs() {
        List<Long> seen = new ArrayList<>();
        List<Long> totals = new ArrayList<>();
        Path folder = fetcher.fetch(dataset(), cache, (file, bytes, total, speed) -> {
            assertThat(file).isEqualTo(NAME);
            assertThat(speed).isNotNegative();
            seen.add(bytes);
            totals.add(total);
        }, () -> false);
        assertThat(folder).isEqualTo(cache.resolve("small"));
        assertFetched();
        assertThat(seen).isSorted().last().isEqualTo((long) content.length);
        assertThat(totals).containsOnly((long) content.length);
        assertThat(second.asked).isEmpty();
    }

    /** Whatever the first mirror does, the second one gives the file; what was begun is never under the final name. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"GOOD", "IGNORES_RANGE", "NO_SUCH_RANGE", "OTHER_RANGE", "CLAIMS_MORE"})
    void takesTheSecondMirrorWhenTheFirstFails(Manner manner) {
        first.behave(manner);
        fetch();
        assertFetched();
        assertThat(first.asked).isNotEmpty();
        assertThat(second.asked).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"GOOD", "IGNORES_RANGE", "NO_SUCH_RANGE", "OTHER_RANGE", "BREAKS_OFF", "CLAIMS_MORE"})
    void whenAllMirrorsFailItIsOneLineAndNoFile(Manner manner) {
        first.behave(manner);
        second.behave(manner);
        assertThatThrownBy(this::fetch).isInstanceOf(UserError.class).message().doesNotContain("\n")
                .startsWith(NAME + ": no mirror gave it: " + first.address()).contains("; " + second.address(), "fetch again");
        assertThat(target()).doesNotExist();
    }

    @Test
    void aWrongLengthDoesNotMatterWhenTheChecksumIsRight() {
        first.behave(Manner.CLAIMS_MORE);
        first.breakOffOnce(() -> part().toFile().length() == content.length);
        fetch();
        assertFetched();
        assertThat(second.asked).isEmpty();
    }

    @Test
    void reasonsAreNamed() throws IOException {
        first.behave(Manner.NOT_FOUND);
        second.behave(Manner.WRONG_BYTES);
        assertThatThrownBy(this::fetch).hasMessageContainingAll("HTTP 404", "wrong checksum");
        first.behave(Manner.STALLS);
        second.close();
        assertThatThrownBy(this::fetch).hasMessageContainingAll("stalled", "cannot connect");
    }

    @Test
    void theSecondMirrorGoesOnWhereTheFirstBrokeOff() {
        long kept = content.length * 2 / 3;
        first.behave(Manner.BREAKS_OFF);
        first.breakOffOnce(() -> part().toFile().length() == kept);
        fetch();
        assertFetched();
        assertThat(second.asked).containsExactly("bytes=" + kept + "-");
        assertThat(second.bytesSent).hasValue(content.length - kept);
    }

    @Test
    void aLaterFetchGoesOnWhereAnEarlierOneBrokeOff() {
        long sent = content.length * 2 / 3;
        first.behave(Manner.BREAKS_OFF);
        first.breakOffOnce(() -> part().toFile().length() == sent);
        second.behave(Manner.NOT_FOUND);
        assertThatThrownBy(this::fetch).isInstanceOf(UserError.class);
        assertThat(target()).doesNotExist();
        first.behave(Manner.GOOD);
        fetch();
        assertFetched();
        assertThat(first.bytesSent.get()).isEqualTo(content.length);
        assertThat(first.asked).containsExactly("all", "bytes=" + sent + "-");
    }

    @Test
    void aFileThatChangedOnTheServerIsFetchedAnew() {
        first.behave(Manner.BREAKS_OFF);
        first.breakOffOnce(() -> part().toFile().length() > 0);
        second.behave(Manner.NOT_FOUND);
        assertThatThrownBy(this::fetch).isInstanceOf(UserError.class);
        first.behave(Manner.GOOD);
        first.retag("\"two\"");
        fetch();
        assertFetched();
        assertThat(first.bytesSent.get()).isEqualTo(content.length * 2 / 3 + content.length);
    }

    @ParameterizedTest
    @EnumSource(names = {"GOOD", "IGNORES_RANGE", "NO_SUCH_RANGE", "OTHER_RANGE"})
    void aPartThatDoesNotBelongIsThrownAway(Manner manner) throws IOException {
        Files.createDirectories(target().getParent());
        Files.write(part(), new byte[5000]);
        first.behave(manner);
        fetch();
        assertFetched();
        assertThat(second.asked).isEmpty();
    }

    @Test
    void aPartThatIsCompleteOnlyNeedsItsName() throws IOException {
        Files.createDirectories(target().getParent());
        Files.write(part(), content);
        fetch();
        assertFetched();
        assertThat(first.asked).isEmpty();
    }

    @Test
    void aPartLongerThanTheFileIsThrownAway() throws IOException {
        Files.createDirectories(target().getParent());
        Files.write(part(), new byte[content.length + 10]);
        first.behave(Manner.NO_SUCH_RANGE);
        fetch();
        assertFetched();
    }

    @Test
    void theSameContentCompressedAnewIsAccepted() throws IOException {
        byte[] other = gzip(unpacked, Deflater.BEST_SPEED);
        assertThat(other).isNotEqualTo(content);
        try (FaultyServer mirror = new FaultyServer(other, Manner.GOOD)) {
            fetcher.fetch(dataset(mirror.address()), cache, FetchProgress.NONE, () -> false);
        }
        assertThat(target()).hasBinaryContent(other);
    }

    @Test
    void filesThatAreHereAreNotFetchedAgainUnlessDamaged() throws IOException {
        fetch();
        fetch();
        assertThat(first.asked).hasSize(1);
        Files.write(target(), Arrays.copyOf(content, 100));
        fetch();
        assertThat(first.asked).hasSize(2);
        assertFetched();
    }

    @Test
    void stopsWhenTold() throws IOException {
        first.behave(Manner.STALLS);
        AtomicBoolean stop = new AtomicBoolean();
        try (Fetcher patient = new Fetcher(Duration.ofSeconds(20))) {
            assertThatThrownBy(() -> patient.fetch(dataset(), cache, (f, b, t, s) -> stop.set(true), stop::get))
                    .isInstanceOf(Cancelled.class);
        }
        assertThat(target()).doesNotExist();
        assertThat(part()).hasSize(1000);
        first.behave(Manner.GOOD);
        fetch();
        assertFetched();
        assertThat(first.asked).containsExactly("all", "bytes=1000-");
    }

    @ParameterizedTest
    @EnumSource(names = {"STALLS", "SILENT"})
    void stopsWhenItsThreadIsInterrupted(Manner manner) throws Exception {
        first.behave(manner);
        AtomicReference<Throwable> end = new AtomicReference<>();
        try (Fetcher patient = new Fetcher(Duration.ofSeconds(20))) {
            Thread thread = Thread.ofPlatform().start(() -> {
                try {
                    patient.fetch(dataset(), cache, FetchProgress.NONE, () -> false);
                } catch (RuntimeException e) {
                    end.set(e);
                }
            });
            while (first.asked.isEmpty()) {
                Thread.sleep(5);
            }
            Thread.sleep(50);
            thread.interrupt();
            thread.join();
        }
        assertThat(end.get()).isInstanceOf(Cancelled.class);
        assertThat(target()).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeMade() throws IOException {
        Path obstacle = Files.writeString(cache.resolve("small"), "a file");
        assertThatThrownBy(this::fetch).isInstanceOf(UserError.class)
                .hasMessageStartingWith(obstacle.resolve(NAME) + ": cannot be written: ").hasMessageContaining("choose another folder");
        assertThat(first.asked).isEmpty();
    }

    @Test
    void twoFetchersDoNotWriteOnePart() throws IOException {
        Files.createDirectories(target().getParent());
        try (FileChannel other = FileChannel.open(part(), StandardOpenOption.CREATE, StandardOpenOption.WRITE); var lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(this::fetch).isInstanceOf(UserError.class).hasMessageContaining("another process is fetching this file");
        }
        fetch();
        assertFetched();
    }

    @Test
    void theKnownAddressesAreComplete() {
        for (RemoteDataset dataset : List.of(RemoteDataset.MNIST, RemoteDataset.FASHION_MNIST)) {
            assertThat(RemoteDataset.named(dataset.name())).isSameAs(dataset);
            assertThat(dataset.mirrors()).hasSizeGreaterThanOrEqualTo(2).allSatisfy(mirror -> assertThat(mirror.toString()).endsWith("/"));
            assertThat(dataset.files()).hasSize(4).allSatisfy(file -> {
                assertThat(file.name()).endsWith("-ubyte.gz");
                assertThat(file.md5s()).isNotEmpty().allSatisfy(md5 -> assertThat(md5).matches("[0-9a-f]{32}"));
            });
        }
        assertThat(RemoteDataset.named("synth-digits")).isNull();
    }

    private void fetch() {
        fetcher.fetch(dataset(), cache, FetchProgress.NONE, () -> false);
    }

    private RemoteDataset dataset() {
        return dataset(first.address(), second.address());
    }

    private RemoteDataset dataset(URI... mirrors) {
        return new RemoteDataset("small", List.of(mirrors),
                List.of(new RemoteFile(NAME, content.length, List.of(md5(content), md5(unpacked)))));
    }

    private Path target() {
        return cache.resolve("small").resolve(NAME);
    }

    private Path part() {
        return cache.resolve("small").resolve(NAME + ".part");
    }

    private void assertFetched() {
        assertThat(target()).hasBinaryContent(content);
        assertThat(target().getParent().toFile().list()).containsExactly(NAME);
    }

    private static String md5(byte[] bytes) {
        return HexFormat.of().formatHex(Checksum.digest("MD5").digest(bytes));
    }

    private static byte[] gzip(byte[] bytes, int level) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out) {
            {
                def.setLevel(level);
            }
        }) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
