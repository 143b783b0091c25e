package dev.thresher.engine.backend.cpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much a core's second-level cache holds. No result depends on it, only the time that it takes. */
final class NearCache {
    private static final Path SIZE = Path.of("/sys/devices/system/cpu/cpu0/cache/index2/size");
    private static final int USUAL = 1 << 20; // bytes, where the system does not tell
    private static final int MOST = 2 << 20;  // more was not tried

    private NearCache() {
    }

    /** Numbers that are read again and again should not be more: five eighths of it, for lists and results pass through it too. */
    static int numbers() {
        return Math.clamp(bytes(), USUAL, MOST) / Float.BYTES / 8 * 5;
    }

    private static int bytes() {
        try {
            return ofText(Files.readString(SIZE));
        } catch (IOException | RuntimeException _) {
            return USUAL; // not Linux, or closed to us
        }
    }

    /** @param text as Linux writes it: 2048K, 2M */
    static int ofText(String text) {
        String size = text.strip();
        int unit = size.endsWith("M") ? 1 << 20 : size.endsWith("K") ? 1 << 10 : 1;
        return Math.multiplyExact(unit, Integer.parseInt(unit == 1 ? size : size.substring(0, size.length() - 1)));
    }
}
