package dev.thresher.engine.run;

/**
 * The parameters that a run folder keeps, statistics included: safetensors files by PyTorch's names, whose metadata tell of
 * which epoch and step they are.
 */
public enum Weights {
    /** Those of the epoch with the highest test accuracy, the first of equals: chosen on the test set. */
    BEST("weights-best.safetensors"),
    /** Those of the end of the last epoch, or of the step at which the run was stopped. */
    LAST("weights-last.safetensors");

    private final String file;

    Weights(String file) {
        this.file = file;
    }

    /** Its name in the run folder. */
    public String file() {
        return file;
    }
}
