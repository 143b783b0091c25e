package dev.thresher.engine.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How exactly a GPU multiplies; the processor always computes in fp32. */
public enum Precision {
    /** 24 bits of each factor. */
    @JsonProperty("fp32") FP32,
    /** 11 bits of each factor, summed up in fp32, by tensor cores: faster where the device has them. */
    @JsonProperty("tf32") TF32
}
