package dev.thresher.engine.export;

import dev.thresher.datasets.Normalisation;
import dev.thresher.engine.run.Host;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an exported file says of itself. */
final class ExportMetadata {
    static final String PRODUCER = "thresher";

    private ExportMetadata() {
    }

    /**
     * {@code producer}, {@code model}, {@code method}, {@code remaining} (the kept fraction of the masked weights), {@code input} ({@code C×H×W}),
     * {@code classes}, and {@code normalisation} where it is known.
     */
    static Map<String, String> of(TrainedWeights weights, Normalisation normalisation) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("producer", PRODUCER + " " + Host.version());
        metadata.put("model", weights.model().spec().name());
        metadata.put("method", weights.method().id());
        metadata.put("remaining", Double.toString(weights.remaining()));
        metadata.put("input", weights.model().input().toString());
        metadata.put("classes", Integer.toString(weights.model().classes()));
        if (normalisation != null) {
            metadata.put("normalisation", normalisation.toString());
        }
        return metadata;
    }
}
