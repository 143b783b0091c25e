package dev.thresher.engine.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether products on a GPU are made by NVIDIA's cuBLAS, where the machine has it, or by Thresher's own kernels. */
public enum CublasUse {
    /** Each product by what a trial on this machine once found faster. */
    @JsonProperty("auto") AUTO,
    /** All that it can make; a run fails where there is none. */
    @JsonProperty("on") ON,
    /** Own kernels alone. */
    @JsonProperty("off") OFF
}
