package dev.thresher.engine.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What is trained on, and how it is fed.
 *
 * @param dataset name in the catalogue; where {@code tensors} or {@code images} is given, a name for the record only
 * @param folder where to look for it first; null looks in the usual places
 * @param tensors a file or folder with {@code images} and {@code labels} (safetensors, NPZ, NPY) used as the training set; null for none
 * @param images a folder of pictures, one folder a class; null for none. At most one of {@code tensors} and {@code images} is given
 * @param imageSize sides that pictures in files are scaled and cut to, in pixels; null for the customary 224
 * @param normalisation how inputs are normalised
 * @param augmentation spelt as {@code dev.thresher.datasets.Augmentation} does; null for the data set's customary one
 * @param skipDamaged whether damaged pictures are left out and counted, or end the run
 * @param shuffle whether each epoch visits the examples in a new order
 * @param batch examples a step
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DataConfig(String dataset, String folder, String tensors, String images, Integer imageSize, NormalisationConfig normalisation,
                         String augmentation, boolean skipDamaged, boolean shuffle, int batch) {
    /** A data set of the catalogue, normalised, augmented and shuffled as is customary. */
    public static DataConfig of(String dataset, int batch) {
        return new DataConfig(dataset, null, null, null, null, NormalisationConfig.CUSTOMARY, null, false, true, batch);
    }

    /** Whether the training set is given by a path, and no data set of the catalogue is looked for. */
    public boolean fromPath() {
        return tensors != null || images != null;
    }

    public DataConfig withDataset(String value) {
        return new DataConfig(value, folder, tensors, images, imageSize, normalisation, augmentation, skipDamaged, shuffle, batch);
    }

    public DataConfig withFolder(String value) {
        return new DataConfig(dataset, value, tensors, images, imageSize, normalisation, augmentation, skipDamaged, shuffle, batch);
    }

    public DataConfig withTensors(String value) {
        return new DataConfig(dataset, folder, value, images, imageSize, normalisation, augmentation, skipDamaged, shuffle, batch);
    }

    public DataConfig withImages(String value) {
        return new DataConfig(dataset, folder, tensors, value, imageSize, normalisation, augmentation, skipDamaged, shuffle, batch);
    }

    public DataConfig withImageSize(Integer value) {
        return new DataConfig(dataset, folder, tensors, images, value, normalisation, augmentation, skipDamaged, shuffle, batch);
    }

    public DataConfig withNormalisation(NormalisationConfig value) {
        return new DataConfig(dataset, folder, tensors, images, imageSize, value, augmentation, skipDamaged, shuffle, batch);
    }

    public DataConfig withAugmentation(String value) {
        return new DataConfig(dataset, folder, tensors, images, imageSize, normalisation, value, skipDamaged, shuffle, batch);
    }

    public DataConfig withSkipDamaged(boolean value) {
        return new DataConfig(dataset, folder, tensors, images, imageSize, normalisation, augmentation, value, shuffle, batch);
    }

    public DataConfig withShuffle(boolean value) {
        return new DataConfig(dataset, folder, tensors, images, imageSize, normalisation, augmentation, skipDamaged, value, batch);
    }

    public DataConfig withBatch(int value) {
        return new DataConfig(dataset, folder, tensors, images, imageSize, normalisation, augmentation, skipDamaged, shuffle, value);
    }
}
