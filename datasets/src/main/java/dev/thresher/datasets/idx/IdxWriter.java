package dev.thresher.datasets.idx;

import dev.thresher.datasets.AtomicFile;
import dev.thresher.datasets.UserError;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Writes plain IDX files of unsigned bytes, each whole or not at all. */
public final class IdxWriter {
    private IdxWriter() {
    }

    /**
     * Writes an image file.
     *
     * @throws UserError where the folder is unwritable or the disk full
     */
    public static void writeImages(Path file, IdxImages images) {
        ByteBuffer header = ByteBuffer.allocate(16).putInt(0x803).putInt(images.count()).putInt(images.height()).putInt(images.width());
        write(file, header, images.pixels());
    }

    /**
     * Writes a label file.
     *
     * @param labels each 0 to 255
     * @throws UserError where the folder is unwritable or the disk full
     */
    public static void writeLabels(Path file, int[] labels) {
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] > 255) {
                throw new IllegalArgumentException("label " + i + " is " + labels[i] + "; a label is one byte");
            }
            bytes[i] = (byte) labels[i];
        }
        write(file, ByteBuffer.allocate(8).putInt(0x801).putInt(labels.length), bytes);
    }

    private static void write(Path file, ByteBuffer header, byte[] body) {
        AtomicFile.write(file, out -> {
            out.write(header.array());
            out.write(body);
        });
    }
}
