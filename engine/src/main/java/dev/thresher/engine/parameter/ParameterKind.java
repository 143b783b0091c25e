package dev.thresher.engine.parameter;

/** What a parameter is: weight decay may leave some kinds alone. */
public enum ParameterKind {
    /** W of a linear, convolutional or LSTM layer. */
    WEIGHT,
    BIAS,
    /** γ or β of a batch norm. */
    NORMALISATION,
    /** t. */
    THRESHOLD
}
