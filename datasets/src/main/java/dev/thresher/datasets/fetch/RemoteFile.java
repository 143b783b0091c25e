package dev.thresher.datasets.fetch;

import java.util.List;

/**
 * One gzip file, or gzip-compressed archive, to be fetched.
 *
 * @param name its name, the same on every mirror and here
 * @param bytes its usual size; for showing the whole amount, and to refuse what is far larger
 * @param md5s checksums of which one must fit: of the file itself, or of what it unpacks to (so a mirror that
 *     compressed the same content anew is accepted)
 */
public record RemoteFile(String name, long bytes, List<String> md5s) {
    public RemoteFile {
        md5s = List.copyOf(md5s);
    }

    /** More than this is refused before the disk is full of it. */
    long maximumBytes() {
        return 2 * bytes + 4096;
    }
}
