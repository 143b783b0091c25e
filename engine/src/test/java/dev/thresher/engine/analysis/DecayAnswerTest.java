package dev.thresher.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.PlannedChange;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunEvent.Kind;
import dev.thresher.engine.log.RunLog;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class DecayAnswerTest {
    private static final int DECAY = 1_000;
    /** A change that the settings name; the tests' others are made by the schedule or by hand. */
    private static final PlannedChange PLANNED = new PlannedChange(1_200, PlannedChange.Kind.LEARNING_RATE, 1e-3);

    private final RunLog log = RunLog.empty("made up", Experiment.standard().withChanges(List.of(PLANNED)), List.of("fc1", "fc2", "fc3"), 0);

    /** Rows up to a step, with these ratios of the output layer; the first layer falls by 1e-5 a step, the second stands still. */
    private void train(int to, double rate, IntToDoubleFunction output) {
        for (int step = log.steps().size() + 1; step <= to; step++) {
            log.steps().append(new float[] {1, (float) rate, 1, 1, 0, 0.5f, (float) (0.5 - 1e-5 * step), 0.25f, (float) output.applyAsDouble(step)});
        }
    }

    private void event(int step, Kind kind, String detail) {
        log.events().add(new RunEvent(step, step / 100.0, kind, detail));
    }

    /** 40 % up to the decay, then 1 − exp(−n / 200) of the way to 60 %. */
    private static double answer(int step) {
        return step <= DECAY ? 0.4 : 0.4 + 0.2 * (1 - Math.exp(-(step - DECAY) / 200.0));
    }

    @Test
    void anAnswerThatRunsOn() {
        train(DECAY, 0.1, DecayAnswerTest::answer);
        event(DECAY, Kind.DECAY, "0.01");
        train(4_000, 0.01, DecayAnswerTest::answer);
        DecayAnswer answer = DecayAnswer.of(log, "fc3").getFirst();
        assertThat(answer.step()).isEqualTo(DECAY);
        assertThat(answer.rateBefore()).isCloseTo(0.1, within(1e-6));
        assertThat(answer.rateAfter()).isCloseTo(0.01, within(1e-6));
        assertThat(answer.cause()).isEqualTo(DecayAnswer.Cause.SCHEDULE);
        assertThat(answer.before()).isCloseTo(0.4, within(1e-6));
        assertThat(answer.after()).isCloseTo(0.6, within(1e-4));
        assertThat(answer.change()).isCloseTo(0.2, within(1e-4));
        assertThat(answer.stepsToHalf()).as("200 ln 2 is 138.6").isEqualTo(139);
        assertThat(answer.steps()).isEqualTo(3_000);
        assertThat(answer.settled()).isFalse();
        assertThat(answer.resets()).isZero();
        assertThat(answer.others()).containsOnlyKeys("fc1", "fc2");
        assertThat(answer.others().get("fc1")).as("means of steps 901 … 1000 and 3901 … 4000").isCloseTo(-0.03, within(1e-5));
        assertThat(answer.others().get("fc2")).isCloseTo(0, within(1e-6));
    }

    @Test
    void theNextChangeEndsIt() {
        train(DECAY, 0.1, DecayAnswerTest::answer);
        event(DECAY, Kind.DECAY, "0.01");
        train(1_040, 0.01, DecayAnswerTest::answer);
        event(1_040, Kind.LEARNING_RATE, "0.001");
        train(1_050, 0.001, _ -> 0.3);
        List<DecayAnswer> answers = DecayAnswer.of(log, "fc3");
        assertThat(answers).hasSize(2);
        double mean = 0;
        for (int step = DECAY + 1; step <= 1_040; step++) {
            mean += answer(step) / 40;
        }
        assertThat(answers.getFirst().after()).as("forty steps, fewer than a window").isCloseTo(mean, within(1e-6));
        assertThat(answers.getFirst().steps()).isEqualTo(40);
        assertThat(answers.getFirst().settled()).isTrue();
        assertThat(answers.get(1).cause()).isEqualTo(DecayAnswer.Cause.HAND);
        assertThat(answers.get(1).before()).as("from after the change before").isCloseTo(mean, within(1e-6));
        assertThat(answers.get(1).after()).isCloseTo(0.3, within(1e-6));
        assertThat(answers.get(1).stepsToHalf()).isEqualTo(1);
    }

    @Test
    void whatTheSettingsPlanIsNotByHand() {
        train(DECAY, 0.1, DecayAnswerTest::answer);
        event(DECAY, Kind.LEARNING_RATE, "0.001"); // the planned value, at another step
        train(1_200, 0.001, DecayAnswerTest::answer);
        event(1_200, Kind.ALPHA, "0.1");
        event(1_200, Kind.LEARNING_RATE, "0.001");
        train(1_300, 0.001, DecayAnswerTest::answer);
        assertThat(DecayAnswer.of(log, "fc3")).extracting(DecayAnswer::cause).containsExactly(DecayAnswer.Cause.HAND, DecayAnswer.Cause.PLAN);
    }

    @Test
    void anotherAlphaOrFrozenMasksEndItToo() {
        train(DECAY, 0.1, _ -> 0.4);
        event(DECAY, Kind.DECAY, "0.01");
        train(1_200, 0.01, _ -> 0.5);
        event(1_200, Kind.ALPHA, "0.1");
        train(1_400, 0.01, _ -> 0.1);
        event(1_400, Kind.FREEZE, "");
        train(1_500, 0.01, _ -> 0.1);
        DecayAnswer answer = DecayAnswer.of(log, "fc3").getFirst();
        assertThat(DecayAnswer.of(log, "fc3")).as("only the learning rate is asked about").hasSize(1);
        assertThat(answer.after()).isCloseTo(0.5, within(1e-6));
        assertThat(answer.settled()).isTrue();
    }

    @Test
    void noStepYetNoChangeAndNoHalf() {
        train(DECAY, 0.1, _ -> 0.4);
        event(DECAY, Kind.DECAY, "0.01");
        DecayAnswer none = DecayAnswer.of(log, "fc3").getFirst();
        assertThat(none.before()).isCloseTo(0.4, within(1e-6));
        assertThat(none.after()).isNaN();
        assertThat(none.change()).isNaN();
        assertThat(none.rateAfter()).as("as the event tells").isEqualTo(0.01);
        assertThat(none.stepsToHalf()).isEqualTo(DecayAnswer.NONE);
        train(1_100, 0.01, _ -> 0.4002);
        assertThat(DecayAnswer.of(log, "fc3").getFirst().stepsToHalf()).as("0.02 points are no way").isEqualTo(DecayAnswer.NONE);
    }

    @Test
    void aResetWithinIsCountedAndChangesAtOneStepAreOne() {
        event(0, Kind.LEARNING_RATE, "0.1"); // before the first step: nothing to compare
        train(DECAY, 0.1, _ -> 0.02);
        event(DECAY, Kind.DECAY, "0.01");
        event(DECAY, Kind.LEARNING_RATE, "0.05");
        event(DECAY, Kind.RESET, "fc3"); // made by step 1000 itself
        train(1_300, 0.05, step -> step < 1_100 ? 0.011 : 1);
        event(1_100, Kind.RESET, "fc3");
        event(1_150, Kind.RESET, "fc1");
        List<DecayAnswer> answers = DecayAnswer.of(log, "fc3");
        assertThat(answers).hasSize(1);
        assertThat(answers.getFirst().cause()).isEqualTo(DecayAnswer.Cause.HAND);
        assertThat(answers.getFirst().rateAfter()).isCloseTo(0.05, within(1e-6));
        assertThat(answers.getFirst().resets()).isEqualTo(1);
        assertThat(answers.getFirst().stepsToHalf()).isEqualTo(100);
    }
}
