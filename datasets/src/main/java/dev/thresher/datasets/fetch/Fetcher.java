package dev.thresher.datasets.fetch;

import dev.thresher.datasets.UserError;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Fetches data sets. A file goes on where an earlier attempt broke off, is tried on every mirror in turn, and gets its
 * name only when its checksum is right; files that are here already, and are right, are not fetched
 * again.
 */
public final class Fetcher implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client;
    private final Duration patience;

    /** A fetcher that gives up a connection on which nothing comes for half a minute. */
    public Fetcher() {
        this(PATIENCE);
    }

    public Fetcher(Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL).connectTimeout(patience).build();
    }

    /**
     * Fetches all files of a data set to {@code cache/NAME}; an archive is checked, unpacked to a folder in there, and
     * deleted.
     *
     * @param cancelled asked often; once it is true, the fetch ends with {@link Cancelled}. Interrupting the thread does
     *     the same
     * @return the folder of the files
     * @throws UserError where no mirror gives a file, the folder is unwritable or the disk full
     */
    public Path fetch(RemoteDataset dataset, Path cache, FetchProgress progress, BooleanSupplier cancelled) {
        Path folder = cache.resolve(dataset.name());
        if (dataset.content().isPresent()) {
            return fetchArchive(dataset, dataset.content().get(), folder, progress, cancelled);
        }
        for (RemoteFile file : dataset.files()) {
            fetch(file, dataset, folder, new Transfer(client, patience, progress, cancelled));
        }
        return folder;
    }

    private Path fetchArchive(RemoteDataset dataset, ArchiveContent content, Path folder, FetchProgress progress, BooleanSupplier cancelled) {
        Path unpacked = folder.resolve(content.folder());
        if (!content.isIn(unpacked)) {
            RemoteFile file = dataset.files().getFirst();
            fetch(file, dataset, folder, new Transfer(client, patience, progress, cancelled));
            Path archive = folder.resolve(file.name());
            new Unpacking(archive, content, progress, cancelled).to(unpacked);
            ArchiveContent.discard(archive);
        }
        return unpacked;
    }

    private void fetch(RemoteFile file, RemoteDataset dataset, Path folder, Transfer transfer) {
        Path target = folder.resolve(file.name());
        if (Files.isRegularFile(target) && PartFile.fits(target, file.md5s())) {
            return;
        }
        List<String> reasons = new ArrayList<>();
        try (PartFile part = PartFile.open(target)) {
            for (URI mirror : dataset.mirrors()) {
                try {
                    fetch(mirror.resolve(file.name()), file, part, transfer);
                    return;
                } catch (Transfer.Failure e) {
                    reasons.add(mirror + " " + e.getMessage());
                }
            }
        }
        throw new UserError(file.name() + ": no mirror gave it: " + String.join("; ", reasons)
                + "; check the connection and fetch again, or put " + dataset.content().map(c -> "the folder " + c.folder()).orElse("the files") + " into " + folder);
    }

    private void fetch(URI address, RemoteFile file, PartFile part, Transfer transfer) throws Transfer.Failure {
        boolean resumed = part.size() > 0;
        if (resumed && part.fits(file.md5s())) {
            part.publish();
            return;
        }
        try {
            resumed = transfer.run(address, file, part);
        } catch (Transfer.Failure e) {
            if (part.size() > 0 && part.fits(file.md5s())) {
                part.publish(); // the server told a wrong length, but all is here
                return;
            }
            // A part that the server refuses to continue was thrown away: this is the moment to begin anew.
            if (!resumed || part.size() > 0) {
                throw e;
            }
            resumed = transfer.run(address, file, part);
        }
        if (!part.fits(file.md5s()) && resumed) {
            // What was left here and what came now do not belong together.
            part.clear();
            transfer.run(address, file, part);
        }
        if (!part.fits(file.md5s())) {
            part.clear();
            throw new Transfer.Failure("gave a file with a wrong checksum");
        }
        part.publish();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
