package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * σ and tanh of vectors, to a few units in the seventh digit. eˣ is 2ᵏ times a polynomial of the rest after k · ln 2 (Cody and Waite's
 * reduction): the Vector API's own EXP is a call into a library that not every machine has.
 */
final class Sigmoid {
    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    private static final float ROUND = 12582912f; // 1.5 · 2²³: adding it leaves a whole number in the low bits
    private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);
    private static final float LARGEST = 87f;     // beyond, e⁻ˣ is no ordinary float any more

    private Sigmoid() {
    }

    /** 1 / (1 + e⁻ˣ). */
    static FloatVector of(FloatVector x) {
        return broadcast(1f).div(exp(x.neg()).add(1f));
    }

    /** tanh x = 2 σ(2x) − 1. */
    static FloatVector tanh(FloatVector x) {
        return of(x.add(x)).mul(2f).sub(1f);
    }

    /** eˣ, x clamped to where it is an ordinary number; NaN stays NaN. */
    static FloatVector exp(FloatVector x) {
        FloatVector a = x.max(-LARGEST).min(LARGEST);
        FloatVector shifted = a.fma(broadcast(LOG2_E), broadcast(ROUND));
        FloatVector k = shifted.sub(ROUND);
        FloatVector r = k.fma(broadcast(-LN2_LOW), k.fma(broadcast(-LN2_HIGH), a));
        FloatVector p = r.fma(broadcast(1.9875691500e-4f), broadcast(1.3981999507e-3f));
        p = p.fma(r, broadcast(8.3334519073e-3f));
        p = p.fma(r, broadcast(4.1665795894e-2f));
        p = p.fma(r, broadcast(1.6666665459e-1f));
        p = p.fma(r, broadcast(5.0000001201e-1f));
        p = p.fma(r.mul(r), r).add(1f);
        FloatVector scale = shifted.reinterpretAsInts().sub(ROUND_BITS - 127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
        return p.mul(scale);
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(Lanes.SPECIES, value);
    }
}
