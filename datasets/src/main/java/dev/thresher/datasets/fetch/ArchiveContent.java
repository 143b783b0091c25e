package dev.thresher.datasets.fetch;

import dev.thresher.datasets.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is taken out of a gzip-compressed tar archive; whatever else it holds is left in it.
 *
 * @param folder the folder inside the archive, and the one that is made of it
 * @param needed names of the files in that folder without which it is worth nothing
 * @param welcome names of files taken where they are there
 * @param maximumBytes the most that all of the archive may unpack to
 */
public record ArchiveContent(String folder, List<String> needed, List<String> welcome, long maximumBytes) {
    public ArchiveContent {
        needed = List.copyOf(needed);
        welcome = List.copyOf(welcome);
    }

    /** Whether all that is needed lies in a folder. */
    boolean isIn(Path unpacked) {
        return needed.stream().allMatch(name -> Files.isRegularFile(unpacked.resolve(name)));
    }

    /** Whether a file of the archive is to be unpacked. Only these names are ever written, so no name can lead elsewhere. */
    boolean wants(String name) {
        return needed.contains(name) || welcome.contains(name);
    }

    /** Removes an archive that was unpacked. */
    static void discard(Path archive) {
        try {
            Files.deleteIfExists(archive);
        } catch (IOException e) {
            throw FileErrors.writing(archive, e);
        }
    }
}
