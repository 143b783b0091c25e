package dev.thresher.app.window;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.thresher.engine.experiment.Experiment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the workbench is opened with.
 *
 * @param experiment settings to fill in; null takes those of the last time, or the standard ones
 * @param run run folder to open; null for none
 */
public record WindowOptions(Experiment experiment, Path run) {
    private static final JsonMapper JSON = new JsonMapper();

    /** As at a plain start. */
    public static WindowOptions none() {
        return new WindowOptions(null, null);
    }

    /** As arguments of the application: JavaFX makes it by itself and hands it nothing but strings. */
    List<String> toArguments() {
        try {
            List<String> arguments = new ArrayList<>();
            if (experiment != null) {
                arguments.add("--experiment=" + JSON.writeValueAsString(experiment));
            }
            if (run != null) {
                arguments.add("--run=" + run);
            }
            return arguments;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an experiment is always JSON", e);
        }
    }

    static WindowOptions of(Map<String, String> named) {
        try {
            String experiment = named.get("experiment");
            String run = named.get("run");
            return new WindowOptions(experiment == null ? null : JSON.readValue(experiment, Experiment.class),
                    run == null ? null : Path.of(run));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not made by toArguments", e);
        }
    }
}
