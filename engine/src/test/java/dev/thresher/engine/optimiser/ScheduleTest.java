package dev.thresher.engine.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.engine.experiment.ScheduleConfig;
import dev.thresher.engine.experiment.ScheduleKind;
import org.junit.jupiter.api.Test;

/** The factor of the learning rate at every step. */
class ScheduleTest {
    private static final ScheduleConfig COSINE = ScheduleConfig.CONSTANT.withKind(ScheduleKind.COSINE);

    @Test
    void aConstantOneStaysOne() {
        Schedule schedule = new Schedule(ScheduleConfig.CONSTANT, 10, 100);
        assertThat(schedule.factor(1)).isEqualTo(1);
        assertThat(schedule.factor(100)).isEqualTo(1);
        assertThat(schedule.decaysAfter(10)).isFalse();
    }

    @Test
    void stepsDecayAfterTheirEpochs() {
        Schedule schedule = new Schedule(ScheduleConfig.steps(0.5, 2, 3, 9), 10, 40);
        assertThat(schedule.factor(20)).as("the last step of the second epoch").isEqualTo(1);
        assertThat(schedule.factor(21)).isEqualTo(0.5);
        assertThat(schedule.factor(30)).isEqualTo(0.5);
        assertThat(schedule.factor(31)).isEqualTo(0.25);
        for (int step = 0; step <= 100; step++) {
            assertThat(schedule.decaysAfter(step)).as("after step %d", step).isEqualTo(step == 20 || step == 30);
        }
    }

    @Test
    void aDecayAtTheEndOfTheRunIsNone() {
        assertThat(new Schedule(ScheduleConfig.steps(0.5, 4), 10, 40).decaysAfter(40)).isFalse();
    }

    @Test
    void halfACosineFromOneToZero() {
        Schedule schedule = new Schedule(COSINE, 10, 100);
        assertThat(schedule.factor(1)).isEqualTo(1);
        assertThat(schedule.factor(51)).as("half of the steps done").isCloseTo(0.5, within(1e-12));
        assertThat(schedule.factor(26)).isCloseTo((1 + Math.sqrt(0.5)) / 2, within(1e-12));
        assertThat(schedule.factor(100)).as("the last step still moves").isBetween(1e-9, 1e-3);
    }

    @Test
    void aWarmUpRisesStepByStep() {
        Schedule schedule = new Schedule(ScheduleConfig.CONSTANT.withWarmUpEpochs(0.4), 10, 100);
        for (int step = 1; step <= 4; step++) {
            assertThat(schedule.factor(step)).isEqualTo(step / 4.0);
        }
        assertThat(schedule.factor(5)).isEqualTo(1);
    }

    @Test
    void theCosineBeginsWhereTheWarmUpEnds() {
        Schedule schedule = new Schedule(COSINE.withWarmUpEpochs(2), 10, 100);
        assertThat(schedule.factor(10)).isEqualTo(0.5);
        assertThat(schedule.factor(20)).isEqualTo(1);
        assertThat(schedule.factor(21)).isEqualTo(1);
        assertThat(schedule.factor(61)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void aWarmUpLongerThanTheRun() {
        Schedule schedule = new Schedule(COSINE.withWarmUpEpochs(20), 10, 100);
        assertThat(schedule.factor(100)).isEqualTo(0.5);
    }
}
