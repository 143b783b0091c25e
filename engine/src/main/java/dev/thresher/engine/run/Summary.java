package dev.thresher.engine.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.thresher.engine.log.RunState;
import java.util.Map;

/**
 * What a run came to: {@code summary.json}, and the line that {@code thresher train --json} ends with.
 * Accuracies are shares of the test set in 0 … 1, null where there is no test set; ratios are kept fractions in 0 … 1.
 *
 * @param bestChosenOn what the best epoch was chosen by: always {@value #TEST_SET}, so its accuracy flatters; null where there is none
 * @param bestWeights name of the file of the best epoch's parameters in the run folder; null where there is none
 * @param lastWeights the same of the last parameters
 * @param dataWaitShare share of {@code seconds} that steps waited for their data
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
        double stepsPerSecond,
        String bestChosenOn,
        String bestWeights,
        String lastWeights,
        double dataWaitShare) {
    public static final String TEST_SET = "test set";
}
