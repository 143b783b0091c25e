package dev.thresher.datasets;

/**
 * A data set, ready to train on.
 *
 * @param name what the user calls it: {@code mnist}, {@code synth-digits}, …
 * @param classes number of classes; every label is below it
 * @param train training examples
 * @param test held-out examples; may be empty where only training tensors were given
 * @param normalisation the data set's customary normalisation, used unless the user turns it off
 * @param augmentation the customary way to vary training examples, used unless the user chooses another
 * @param checksum {@code sha256:…} over the decoded images and labels (over names, sizes and labels where pictures stay in
 *     files), recorded as provenance of every run
 */
public record Dataset(String name, int classes, Examples train, Examples test, Normalisation normalisation,
                      Augmentation augmentation, String checksum) {
    public ImageShape shape() {
        return train.shape();
    }
}
