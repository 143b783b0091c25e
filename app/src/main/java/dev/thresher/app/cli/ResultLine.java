package dev.thresher.app.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.thresher.engine.run.Summary;
import java.util.Map;

/**
 * The line that {@code thresher train --json} ends with. Its keys are a contract with other people's scripts: what else a
 * {@link Summary} may come to hold does not belong here. Units are the summary's.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({"run", "model", "dataset", "method", "alpha", "seed", "epochs", "steps", "test_accuracy_last",
    "test_accuracy_best", "best_epoch", "model_remaining", "layer_remaining", "resets", "seconds", "steps_per_second"})
record ResultLine(
        String run,
        String model,
        String dataset,
        String method,
        double alpha,
        long seed,
        int epochs,
        int steps,
        @JsonProperty("test_accuracy_last") Double testAccuracyLast,
        @JsonProperty("test_accuracy_best") Double testAccuracyBest,
        @JsonProperty("best_epoch") Integer bestEpoch,
        @JsonProperty("model_remaining") double modelRemaining,
        @JsonProperty("layer_remaining") Map<String, Double> layerRemaining,
        Map<String, Integer> resets,
        double seconds,
        @JsonProperty("steps_per_second") double stepsPerSecond) {

    /** One line of JSON without a line end. */
    static String of(Summary s) {
        ResultLine line = new ResultLine(s.run(), s.model(), s.dataset(), s.method(), s.alpha(), s.seed(), s.epochs(), s.steps(),
                s.testAccuracyLast(), s.testAccuracyBest(), s.bestEpoch(), s.modelRemaining(), s.layerRemaining(), s.resets(),
                s.seconds(), s.stepsPerSecond());
        try {
            return JsonMapper.builder().build().writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of numbers and text is always JSON", e);
        }
    }
}
