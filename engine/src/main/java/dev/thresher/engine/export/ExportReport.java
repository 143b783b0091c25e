package dev.thresher.engine.export;

import java.nio.file.Path;
import java.util.Locale;

/**
 * What an export saved in size. All sizes are in bytes.
 *
 * @param file what was written, a file or a folder
 * @param bytes of what was written, unzipped
 * @param zippedBytes of the same, zipped; that is how NPZ files lie on the disk
 * @param denseBytes of the same parameters without thresholds, as float32 with nothing masked
 * @param denseZippedBytes of those, zipped
 * @param remaining k_m, the kept fraction of all maskable weights, in 0 … 1
 */
public record ExportReport(Path file, long bytes, long zippedBytes, long denseBytes, long denseZippedBytes, double remaining) {
    /** {@code lenet.onnx: 1.07 MB, zipped 41.2 kB; dense 1.07 MB, zipped 989 kB; 2.5 % of the weights remain}. */
    public String line() {
        return String.format(Locale.ROOT, "%s: %s, zipped %s; dense %s, zipped %s; %.3g %% of the weights remain", file, text(bytes),
                text(zippedBytes), text(denseBytes), text(denseZippedBytes), 100 * remaining);
    }

    /** Three digits of kB, MB or GB of a thousand, or bytes where they are fewer. */
    static String text(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        String unit = "B";
        for (String next : new String[] {"kB", "MB", "GB", "TB"}) {
            if (value < 999.5) {
                break;
            }
            value /= 1000;
            unit = next;
        }
        int digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + digits + "f %s", value, unit);
    }
}
