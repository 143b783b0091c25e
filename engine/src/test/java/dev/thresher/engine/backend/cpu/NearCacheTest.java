package dev.thresher.engine.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NearCacheTest {
    @Test
    void sizesAsLinuxWritesThem() {
        assertThat(NearCache.ofText("2048K\n")).isEqualTo(2 << 20);
        assertThat(NearCache.ofText("1M")).isEqualTo(1 << 20);
        assertThat(NearCache.ofText("524288")).isEqualTo(512 << 10);
    }

    @Test
    void thisMachinesIsTakenWithinWhatWasTried() {
        assertThat(NearCache.numbers()).isBetween(160 << 10, 320 << 10);
    }
}
