package dev.thresher.engine.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What stands for the derivative of the unit step S in the backward pass. */
public enum StepEstimator {
    /**
     * The long-tailed estimator H of the paper (section 3.3, after Xu and Cheung 2019):
     * 2 − 4|x| for |x| ≤ 0.4, 0.4 for 0.4 &lt; |x| ≤ 1, and 0 beyond.
     */
    @JsonProperty("long-tailed") LONG_TAILED {
        @Override
        public float at(float x) {
            float a = Math.abs(x);
            return a <= 0.4f ? 2f - 4f * a : a <= 1f ? 0.4f : 0f;
        }
    },
    /** The straight-through estimator (Bengio, Léonard, Courville 2013): 1 for |x| ≤ 1, and 0 beyond. */
    @JsonProperty("straight-through") STRAIGHT_THROUGH {
        @Override
        public float at(float x) {
            return Math.abs(x) <= 1f ? 1f : 0f;
        }
    };

    /** The estimate of S'(x). */
    public abstract float at(float x);
}
