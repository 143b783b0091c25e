package dev.thresher.engine.backend.cpu;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/** How many floats a vector register of this processor holds, whatever the JVM makes of it. */
final class ProcessorLanes {
    /** It is not known here. */
    static final int UNKNOWN = 0;
    private static final Path INFO = Path.of("/proc/cpuinfo");
    private static final Set<String> AVX_512 = Set.of("avx512f", "avx512bw", "avx512dq", "avx512vl");

    private ProcessorLanes() {
    }

    /** 16, 8 or 4; {@link #UNKNOWN} where the system does not tell. */
    static int count() {
        if (!Files.isReadable(INFO)) {
            return UNKNOWN;
        }
        try (Stream<String> lines = Files.lines(INFO)) {
            return lines.filter(line -> line.startsWith("flags")).findFirst()
                    .map(line -> ofFlags(Set.of(line.substring(line.indexOf(':') + 1).strip().split("\\s+")))).orElse(UNKNOWN);
        } catch (IOException | UncheckedIOException | IllegalArgumentException _) {
            return UNKNOWN; // no flags, or not as we know them: nothing is claimed then
        }
    }

    /** Of an x86 processor with these feature flags. */
    static int ofFlags(Set<String> flags) {
        return flags.containsAll(AVX_512) ? 16 : flags.contains("avx2") ? 8 : flags.contains("sse2") ? 4 : UNKNOWN;
    }
}
