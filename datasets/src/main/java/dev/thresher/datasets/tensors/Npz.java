package dev.thresher.datasets.tensors;

import dev.thresher.datasets.AtomicFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Reads and writes NumPy's NPZ files: ZIP archives of NPY files, one array each. Numbers in C order and little-endian are
 * read, stored or deflated; pickled objects are not.
 */
public final class Npz {
    /**
     * The time of every member, so that equal arrays make equal bytes. Not the very first one that ZIP knows: Java takes
     * that for a time before all, and writes one of its time zone beside it.
     */
    private static final LocalDateTime MEMBER_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private Npz() {
    }

    /**
     * Reads all arrays of a file. A byte string of n bytes appears as U8 with the side n behind the others.
     *
     * @throws dev.thresher.datasets.UserError where it is missing, truncated, contradicts itself, would fill the memory,
     *     or holds what is not read; the message names file and array
     */
    public static TensorFile read(Path file) {
        return new NpzReader(file, Npy.memory()).read(name -> true);
    }

    /** As {@link #read(Path)}, but only the wanted arrays, where the file has them; the others may be of any type. */
    public static TensorFile read(Path file, Set<String> wanted) {
        return new NpzReader(file, Npy.memory()).read(wanted::contains);
    }

    /**
     * Writes arrays, deflated, in the order given; {@code file} is replaced in one step when all is written. The same
     * arrays always make the same bytes.
     *
     * <p>A SciPy matrix, as {@code scipy.sparse.load_npz} reads it, is made of {@code data}, {@code indices},
     * {@code indptr}, {@code shape} and the text {@code format}.
     *
     * @throws dev.thresher.datasets.UserError where the folder is unwritable or the disk full; then the old file stays
     */
    public static void write(Path file, List<? extends NpyArray> arrays) {
        Set<String> names = new HashSet<>();
        for (NpyArray array : arrays) {
            if (!names.add(array.name())) {
                throw new IllegalArgumentException("the name '" + array.name() + "' is taken");
            }
        }
        AtomicFile.write(file, out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
                for (NpyArray array : arrays) {
                    ZipEntry entry = new ZipEntry(array.name() + Npy.EXTENSION);
                    entry.setTimeLocal(MEMBER_TIME);
                    zip.putNextEntry(entry);
                    zip.write(new NpyHeader(array.descr(), false, array.shape()).encode());
                    array.writeData(zip, chunk);
                    zip.closeEntry();
                }
            }
        });
    }
}
