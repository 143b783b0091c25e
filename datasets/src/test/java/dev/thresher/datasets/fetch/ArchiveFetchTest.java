package dev.thresher.datasets.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.Checksum;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.fetch.FaultyServer.Manner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ArchiveFetchTest {
    private static final String ARCHIVE = "small.tar.gz";

    @TempDir
    Path root;
    private Path cache;
    private final byte[] one = new byte[300_000];
    private final byte[] two = {1, 2, 3};
    private final Fetcher fetcher = new Fetcher(Duration.ofMillis(1500));
    private FaultyServer server;

    @BeforeEach
    void content() {
        new Random(1).nextBytes(one);
        cache = root.resolve("cache");
    }

    @AfterEach
    void stop() {
        fetcher.close();
        if (server != null) {
            server.close();
        }
    }

    private interface Entries {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    @Test
    void anArchiveIsCheckedUnpackedAndDeleted() throws IOException {
        serve(tar -> {
            sound(tar);
            entry(tar, "bin/readme.html", new byte[10]);
            entry(tar, "bin/names.txt", new byte[] {'a'});
        });
        Path folder = fetch();
        assertThat(folder).isEqualTo(cache.resolve("small").resolve("bin"));
        assertThat(folder.resolve("one.bin")).hasBinaryContent(one);
        assertThat(folder.resolve("two.bin")).hasBinaryContent(two);
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("one.bin", "two.bin", "names.txt");
        assertThat(folder.getParent().toFile().list()).containsExactly("bin");

        assertThat(fetch()).isEqualTo(folder);
        assertThat(server.asked).as("what is here is not fetched again").hasSize(1);
    }

    @Test
    void aFolderThatLacksAFileIsFetchedAnew() throws IOException {
        serve(this::sound);
        Path folder = fetch();
        Files.delete(folder.resolve("two.bin"));
        fetch();
        assertThat(folder.resolve("two.bin")).hasBinaryContent(two);
        assertThat(folder.getParent().toFile().list()).containsExactly("bin");
    }

    @Test
    void aDownloadThatBrokeOffGoesOn() throws IOException {
        serve(this::sound);
        server.behave(Manner.BREAKS_OFF);
        server.breakOffOnce(() -> size(cache.resolve("small").resolve(ARCHIVE + ".part")) > 100_000);
        assertThatThrownBy(this::fetch).isInstanceOf(UserError.class).hasMessageContaining("put the folder bin into");
        server.behave(Manner.GOOD);
        assertThat(fetch().resolve("one.bin")).hasBinaryContent(one);
        assertThat(server.asked.getLast()).startsWith("bytes=");
    }

    @Test
    void anArchiveWithAWrongChecksumIsNotUnpacked() throws IOException {
        serve(this::sound);
        server.behave(Manner.WRONG_BYTES);
        assertThatThrownBy(this::fetch).isInstanceOf(UserError.class).hasMessageContaining("wrong checksum");
        assertThat(cache.resolve("small")).isEmptyDirectory();
    }

    @Test
    void namesThatLeadElsewhereAreLeftAlone() throws IOException {
        serve(tar -> {
            entry(tar, "bin/../../../one.bin", two);
            entry(tar, "../two.bin", two);
            entry(tar, "other/one.bin", two);
            sound(tar);
        });
        assertThat(fetch().resolve("one.bin")).hasBinaryContent(one);
        try (var files = Files.walk(root)) {
            assertThat(files.filter(Files::isRegularFile)).allMatch(file -> file.startsWith(cache.resolve("small").resolve("bin"))).hasSize(2);
        }
    }

    @Test
    void aLinkInPlaceOfAFileIsRefused() throws IOException {
        serve(tar -> {
            TarArchiveEntry link = new TarArchiveEntry("bin/one.bin", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        });
        refused("bin/one.bin is no plain file or is there twice; delete it and fetch again");
    }

    @Test
    void aFileThatIsThereTwiceIsRefused() throws IOException {
        serve(tar -> {
            sound(tar);
            entry(tar, "bin/two.bin", two);
        });
        refused("bin/two.bin is no plain file or is there twice");
    }

    @Test
    void anArchiveThatLacksAFileIsRefused() throws IOException {
        serve(tar -> entry(tar, "bin/one.bin", one));
        refused("holds no bin/two.bin; delete it and fetch again");
    }

    /** Also where the large file is not one that is wanted: passing over it takes time. */
    @Test
    void anArchiveThatUnpacksToTooMuchIsRefused() throws IOException {
        serve(tar -> entry(tar, "bin/bomb", new byte[2_000_000]));
        refused("unpacks to more than 1000000 bytes");
    }

    @Test
    void anArchiveThatBreaksOffIsRefused() throws IOException {
        byte[] archive = archive(this::sound);
        serve(Arrays.copyOf(archive, archive.length / 2));
        refused("is no sound tar.gz archive");
        server.close();
        serve(new byte[] {1, 2, 3});
        refused("is no sound tar.gz archive");
    }

    @Test
    void stoppingWhileItUnpacksLeavesTheArchiveForTheNextTime() throws IOException {
        serve(this::sound);
        AtomicInteger asked = new AtomicInteger(Integer.MIN_VALUE);
        FetchProgress progress = (file, bytes, total, speed) -> {
            if (file.endsWith("unpacking")) {
                asked.set(0);
            }
        };
        assertThatThrownBy(() -> fetcher.fetch(dataset(), cache, progress, () -> asked.get() >= 0)).isInstanceOf(Cancelled.class);
        assertThat(cache.resolve("small").toFile().list()).containsExactly(ARCHIVE);
        assertThat(fetch().resolve("one.bin")).hasBinaryContent(one);
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void theKnownArchivesAreComplete() {
        for (RemoteDataset dataset : List.of(RemoteDataset.CIFAR_10, RemoteDataset.CIFAR_100)) {
            assertThat(RemoteDataset.named(dataset.name())).isSameAs(dataset);
            assertThat(dataset.mirrors()).isNotEmpty().allSatisfy(mirror -> assertThat(mirror.toString()).startsWith("https://").endsWith("/"));
            assertThat(dataset.files()).singleElement().satisfies(file -> {
                assertThat(file.name()).isEqualTo(dataset.name() + "-binary.tar.gz");
                assertThat(file.md5s()).singleElement().satisfies(md5 -> assertThat(md5).matches("[0-9a-f]{32}"));
            });
            assertThat(dataset.content().orElseThrow().needed()).contains(dataset == RemoteDataset.CIFAR_10 ? "data_batch_5.bin" : "train.bin");
        }
    }

    private void refused(String reason) {
        assertThatThrownBy(this::fetch).isInstanceOf(UserError.class).message()
                .startsWith(cache.resolve("small").resolve(ARCHIVE) + ": ").contains(reason).doesNotContain("\n");
        assertThat(cache.resolve("small").toFile().list()).containsExactly(ARCHIVE);
    }

    private byte[] served;

    private void serve(Entries entries) throws IOException {
        serve(archive(entries));
    }

    private void serve(byte[] archive) throws IOException {
        served = archive;
        server = new FaultyServer(archive, Manner.GOOD);
    }

    private Path fetch() {
        return fetcher.fetch(dataset(), cache, FetchProgress.NONE, () -> false);
    }

    private RemoteDataset dataset() {
        return new RemoteDataset("small", List.of(server.address()),
                List.of(new RemoteFile(ARCHIVE, served.length, List.of(HexFormat.of().formatHex(Checksum.digest("MD5").digest(served))))),
                Optional.of(new ArchiveContent("bin", List.of("one.bin", "two.bin"), List.of("names.txt"), 1_000_000)));
    }

    private void sound(TarArchiveOutputStream tar) throws IOException {
        entry(tar, "bin/one.bin", one);
        entry(tar, "bin/two.bin", two);
    }

    private static byte[] archive(Entries entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            entries.write(tar);
        }
        return out.toByteArray();
    }

    private static void entry(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
