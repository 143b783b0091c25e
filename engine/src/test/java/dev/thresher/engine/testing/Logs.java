package dev.thresher.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.StepLog;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Looks at what a run recorded. */
public final class Logs {
    private Logs() {
    }

    /** A whole column of the step log. */
    public static float[] column(RunLog log, String name) {
        return log.steps().column(name).range(0, log.steps().size());
    }

    /** Asserts that two step logs hold the same bits. */
    public static void assertSameSteps(StepLog actual, StepLog expected) {
        assertThat(actual.names()).isEqualTo(expected.names());
        assertThat(actual.size()).as("steps").isEqualTo(expected.size());
        for (String name : expected.names()) {
            assertThat(actual.column(name).range(0, actual.size())).as(name)
                    .isEqualTo(expected.column(name).range(0, expected.size()));
        }
    }

    /** Asserts that two sets of parameters hold the same bits. */
    public static void assertSameParameters(Map<String, float[]> actual, Map<String, float[]> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, values) -> assertThat(Arrays.equals(actual.get(name), values)).as(name).isTrue());
    }

    /** Events of one kind, in order. */
    public static List<RunEvent> events(RunLog log, RunEvent.Kind kind) {
        return log.events().all().stream().filter(event -> event.kind() == kind).toList();
    }
}
