package dev.thresher.engine.run;

import java.util.List;

/**
 * Where a run comes from, so that it can be told and repeated: recorded beside the experiment.
 *
 * @param thresher version of this program
 * @param device what computed
 * @param datasetChecksum {@code sha256:…} of the decoded data
 * @param started local time with offset, ISO 8601
 * @param layers names of the masked layers: the columns of the logs
 * @param plannedSteps steps of the whole run
 */
public record Provenance(String thresher, String jvm, String os, String cpu, String device,
                         String datasetChecksum, String started, List<String> layers,
                         int plannedSteps) {
    public Provenance {
        layers = List.copyOf(layers);
    }
}
