package dev.thresher.engine.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.thresher.engine.log.RunState;
import java.util.Map;

/**
 * What a run came to: {@code summary.json}, and the line that {@code thresher train --json} ends with.
 * Accuracies are shares of the test set in 0 … 1, null where there is no test set; ratios are kept fractions in 0 … 1.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Summary(
        String run,
        RunState state,
        String message,
        String model,
        String dataset,
        String method,
        double alpha,
        long seed,
        int epochs,
        int steps,
        Double testAccuracyLast,
        Double testAccuracyBest,
        Integer bestEpoch,
        double modelRemaining,
        Map<String, Double> layerRemaining,
        Map<String, Integer> resets,
        double seconds,
        double stepsPerSecond) {
}
