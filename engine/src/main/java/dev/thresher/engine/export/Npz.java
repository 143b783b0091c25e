package dev.thresher.engine.export;

import dev.thresher.datasets.AtomicFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes NumPy's NPZ files: ZIP archives of NPY files of version 1.0. */
final class Npz {
    /** The time of every member, so that equal arrays make equal bytes. */
    private static final LocalDateTime MEMBER_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    /** The data begins at a multiple of this. */
    private static final int ALIGNMENT = 64;

    private Npz() {
    }

    /** Writes arrays, deflated, in the order given and in one step. @throws dev.thresher.datasets.UserError where that fails */
    static void write(Path file, List<? extends NpyArray> arrays) {
        AtomicFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (NpyArray array : arrays) {
                ZipEntry entry = new ZipEntry(array.name() + ".npy");
                entry.setTimeLocal(MEMBER_TIME);
                zip.putNextEntry(entry);
                zip.write(header(array));
                zip.write(array.bytes());
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    private static byte[] header(NpyArray array) {
        String sides = Arrays.stream(array.shape()).mapToObj(side -> side + ",").collect(Collectors.joining(" "));
        byte[] text = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(array.descr(), sides).getBytes(StandardCharsets.US_ASCII);
        int length = (MAGIC.length + Short.BYTES + text.length + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
        ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).putShort((short) (length - MAGIC.length - Short.BYTES)).put(text);
        Arrays.fill(header.array(), header.position(), length - 1, (byte) ' ');
        header.array()[length - 1] = '\n';
        return header.array();
    }
}
