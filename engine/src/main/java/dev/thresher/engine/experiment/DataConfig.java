package dev.thresher.engine.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What is trained on, and how it is fed.
 *
 * @param dataset name in the catalogue; where {@code tensors} is given, a name for the record only
 * @param folder where to look for it first; null looks in the usual places
 * @param tensors a safetensors file with {@code images} and {@code labels} used as the training set; null for a named data set
 * @param normalise whether inputs are normalised by the data set's customary mean and deviation, or stay in [0, 1]
 * @param shuffle whether each epoch visits the examples in a new order
 * @param batch examples a step
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DataConfig(String dataset, String folder, String tensors, boolean normalise, boolean shuffle, int batch) {
    public DataConfig withDataset(String value) {
        return new DataConfig(value, folder, tensors, normalise, shuffle, batch);
    }

    public DataConfig withFolder(String value) {
        return new DataConfig(dataset, value, tensors, normalise, shuffle, batch);
    }

    public DataConfig withTensors(String value) {
        return new DataConfig(dataset, folder, value, normalise, shuffle, batch);
    }

    public DataConfig withNormalise(boolean value) {
        return new DataConfig(dataset, folder, tensors, value, shuffle, batch);
    }

    public DataConfig withShuffle(boolean value) {
        return new DataConfig(dataset, folder, tensors, normalise, value, batch);
    }

    public DataConfig withBatch(int value) {
        return new DataConfig(dataset, folder, tensors, normalise, shuffle, value);
    }
}
