package dev.thresher.engine.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How many thresholds a masked weight {@code c_o × z} has (section 3.2 of the paper). */
public enum ThresholdKind {
    /** One for the whole matrix. */
    @JsonProperty("scalar") SCALAR,
    /** One a row: a neuron or a filter. The paper's choice, and the default. */
    @JsonProperty("vector") VECTOR,
    /** One an entry. */
    @JsonProperty("matrix") MATRIX;

    /** Rows of the threshold of a weight with {@code rows} rows. */
    public int rows(int rows) {
        return this == SCALAR ? 1 : rows;
    }

    /** Columns of the threshold of a weight with {@code cols} columns. */
    public int cols(int cols) {
        return this == MATRIX ? cols : 1;
    }
}
