package dev.thresher.engine.export;

import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Parameters by PyTorch's names in a safetensors file, as they were trained or as an evaluation uses them. */
public final class SafetensorsExport {
    private SafetensorsExport() {
    }

    /**
     * Writes all parameters, in one step: W and thresholds, or W ⊙ M without thresholds where the options say so.
     *
     * @param normalisation how the images of the training were normalised; null where that is not known
     * @throws UserError where the file cannot be written
     */
    public static void write(TrainedWeights weights, Normalisation normalisation, ExportOptions options, Path file) {
        List<NamedTensor> tensors = new ArrayList<>();
        for (TrainedWeight weight : weights.weights()) {
            tensors.add(new NamedTensor(weight.name(), weight.shape(), options.masked() ? weight.product() : weight.values()));
        }
        tensors.addAll(weights.others());
        if (!options.masked()) {
            tensors.addAll(weights.thresholds());
        }
        Map<String, String> metadata = ExportMetadata.of(weights, normalisation);
        metadata.put("format", "pt"); // what libraries around PyTorch look for
        metadata.put("masked", Boolean.toString(options.masked()));
        SafeTensors.write(file, metadata, tensors);
    }
}
