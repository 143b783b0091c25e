package dev.thresher.engine.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thresher.datasets.UserError;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimdTest {
    private final String forced = System.getProperty("thresher.lanes");

    @AfterEach
    void restore() {
        if (forced == null) {
            System.clearProperty("thresher.lanes");
        } else {
            System.setProperty("thresher.lanes", forced);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            true  | true  | 16 | -  | 16 | true  |                                                  |
            true  | true  | 8  | -  | 8  | true  |                                                  |
            true  | true  | 4  | -  | 0  | true  |                                                  |
            true  | true  | 8  | -  | 16 | true  | vectors of 8 floats are used, and the processor has some of 16: products take up to 2 times as long | UseAVX=3
            true  | true  | 4  | -  | 8  | true  | up to 2 times as long                            | UseAVX=2
            true  | true  | 16 | 4  | 16 | true  | vectors of 4 floats are used, and the processor has some of 16: products take up to 4 times as long | leave out -Dthresher.lanes=4
            true  | false | 16 | -  | 16 | true  | without its optimising compiler                  | -XX:TieredStopAtLevel
            true  | true  | 2  | -  | 4  | false | this JVM uses no vectors                         | leave out
            false | true  | 0  | -  | 16 | false | no module jdk.incubator.vector                   | --add-modules jdk.incubator.vector
            false | true  | 0  | 8  | 16 | false | no module jdk.incubator.vector                   | --add-modules jdk.incubator.vector
            """)
    void saysWhatIsLostAndWhatBringsItBack(boolean module, boolean compiled, int preferred, Integer lanes, int processor, boolean usable,
                                           String loss, String remedy) {
        Simd simd = new Simd(module, compiled, preferred, lanes, processor);

        assertThat(simd.usable()).isEqualTo(usable);
        if (loss == null) {
            assertThat(simd.loss()).isEmpty();
            assertThat(simd.remedy()).isEmpty();
        } else {
            assertThat(simd.loss()).contains(loss).doesNotContain("\n");
            assertThat(simd.remedy()).contains(remedy).doesNotContain("\n");
        }
    }

    @Test
    void thisJvmHasWhatTheKernelsUse() {
        Simd simd = Simd.ofThisJvm();

        assertThat(simd.module()).isTrue();
        assertThat(simd.lanes()).isEqualTo(Lanes.COUNT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "2", "32", "-8", "wide"})
    void refusesAWidthThatNoKernelHas(String width) {
        System.setProperty("thresher.lanes", width);

        assertThatThrownBy(Simd::ofThisJvm).isInstanceOf(UserError.class).hasMessageContaining("-Dthresher.lanes=" + width);
    }

    @Test
    void knowsTheProcessorsWidthByItsFlags() {
        assertThat(ProcessorLanes.ofFlags(Set.of("sse2", "avx2", "avx512f", "avx512bw", "avx512dq", "avx512vl"))).isEqualTo(16);
        assertThat(ProcessorLanes.ofFlags(Set.of("sse2", "avx2", "avx512f"))).as("the JVM needs more than the foundation").isEqualTo(8);
        assertThat(ProcessorLanes.ofFlags(Set.of("sse2", "avx"))).isEqualTo(4);
        assertThat(ProcessorLanes.ofFlags(Set.of("fp", "asimd"))).isEqualTo(ProcessorLanes.UNKNOWN);
    }
}
