package dev.thresher.datasets.tensors;

import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads one NPZ file, a ZIP archive of NPY files. The archive's directory is believed only as far as the file's size, the
 * memory and Deflate itself allow, so that a small file cannot fill the memory.
 */
final class NpzReader {
    /** Arrays up to this size may be packed as well as Deflate can; larger ones by {@link #MAXIMUM_RATIO} at most. */
    private static final long FREE_SIZE = 16 << 20;
    /** Images and sparse matrices stay below 50; only a flood of one value comes to Deflate's limit of 1,032. */
    private static final long MAXIMUM_RATIO = 250;

    private final Path file;
    private final long memory;

    NpzReader(Path file, long memory) {
        this.file = file;
        this.memory = memory;
    }

    /** @param wanted which arrays are read; the others are listed only */
    TensorFile read(Predicate<String> wanted) {
        try {
            if (!Files.isRegularFile(file)) {
                throw Files.exists(file) ? new IOException("it is no file") : new NoSuchFileException(file.toString());
            }
            try (ZipFile zip = new ZipFile(file.toFile())) {
                SequencedMap<String, ZipEntry> arrays = arrays(zip);
                check(arrays, wanted);
                SequencedMap<String, TensorFile.Entry> entries = new LinkedHashMap<>();
                for (Map.Entry<String, ZipEntry> array : arrays.sequencedEntrySet()) {
                    if (wanted.test(array.getKey())) {
                        entries.put(array.getKey(), read(zip, array.getKey(), array.getValue()));
                    }
                }
                return new TensorFile(file, Map.of(), entries, arrays.sequencedKeySet());
            }
        } catch (ZipException | IllegalArgumentException e) { // the latter for names that are no UTF-8
            throw broken("is no whole NPZ file: " + e.getMessage());
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    /** The members that are arrays, in the archive's order. */
    private SequencedMap<String, ZipEntry> arrays(ZipFile zip) {
        SequencedMap<String, ZipEntry> arrays = new LinkedHashMap<>();
        zip.stream().filter(entry -> entry.getName().endsWith(Npy.EXTENSION)).forEach(entry -> {
            String name = entry.getName().substring(0, entry.getName().length() - Npy.EXTENSION.length());
            if (arrays.put(name, entry) != null) {
                throw broken("holds two arrays named '" + name + "'");
            }
        });
        return arrays;
    }

    /** Refuses sizes that cannot be, or must not be, before anything is unpacked. */
    private void check(SequencedMap<String, ZipEntry> arrays, Predicate<String> wanted) throws IOException {
        long packed = 0;
        long unpacked = 0;
        for (Map.Entry<String, ZipEntry> array : arrays.sequencedEntrySet()) {
            long size = array.getValue().getSize();
            long compressed = array.getValue().getCompressedSize();
            // Members that overlap could be unpacked again and again; those that do not fit into the file.
            packed += compressed;
            if (size < 0 || compressed < 0 || packed > Files.size(file)) {
                throw broken("'" + array.getKey() + "' claims " + compressed + " packed bytes, more than the file holds");
            }
            if (size > FREE_SIZE && size / MAXIMUM_RATIO > compressed) {
                throw new UserError(file + ": '" + array.getKey() + "' claims to unpack " + compressed + " bytes to " + size
                        + ", which looks like a trap; where it is none, save it with np.savez, without compression");
            }
            if (wanted.test(array.getKey())) {
                // Compared before adding: the sum of two sizes of 63 bits could overflow.
                if (size > memory - unpacked) {
                    throw NpyReader.tooLarge(file + ": up to '" + array.getKey() + "' its arrays take "
                            + unpacked + " + " + size + " bytes", memory);
                }
                unpacked += size;
            }
        }
    }

    private TensorFile.Entry read(ZipFile zip, String name, ZipEntry entry) throws IOException {
        try (InputStream stream = zip.getInputStream(entry);
             CheckedInputStream in = new CheckedInputStream(stream, new CRC32())) {
            TensorFile.Entry array = new NpyReader(file, name, memory).read(in, entry.getSize());
            if (in.read() >= 0) {
                throw broken("'" + name + "' unpacks to more than the " + entry.getSize() + " bytes it claims");
            }
            if (in.getChecksum().getValue() != entry.getCrc()) {
                throw broken("'" + name + "' is damaged: its checksum is wrong");
            }
            return array;
        } catch (ZipException | EOFException e) {
            throw broken("'" + name + "' is damaged: " + e.getMessage());
        }
    }

    private UserError broken(String what) {
        return new UserError(file + ": " + what + "; copy or save the file anew");
    }
}
