package dev.thresher.engine.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** H at its corners, by the paper's equation (section 3.3). */
class StepEstimatorTest {
    @ParameterizedTest
    @CsvSource({"0, 2", "0.1, 1.6", "-0.1, 1.6", "0.25, 1", "0.4, 0.4", "-0.4, 0.4", "0.4001, 0.4", "0.7, 0.4",
            "1, 0.4", "-1, 0.4", "1.0001, 0", "-1.0001, 0", "5, 0", "Infinity, 0"})
    void longTailed(float x, float expected) {
        assertThat(StepEstimator.LONG_TAILED.at(x)).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-6f));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.4, 1", "1, 1", "-1, 1", "1.0001, 0", "-3, 0"})
    void straightThrough(float x, float expected) {
        assertThat(StepEstimator.STRAIGHT_THROUGH.at(x)).isEqualTo(expected);
    }
}
