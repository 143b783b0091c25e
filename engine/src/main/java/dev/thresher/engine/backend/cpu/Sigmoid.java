package dev.thresher.engine.backend.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * σ and tanh of vectors, to a few units in the seventh digit. eˣ is 2ᵏ times a polynomial of the rest after k · ln 2 (Cody and Waite's
 * reduction): the Vector API's own EXP is a call into a library that not every machine has.
 */
final class Sigmoid {
    // vectors made once: what broadcasts its constants in the loop leaves some of them on the heap
    private static final FloatVector ONE = broadcast(1f);
    private static final FloatVector LOG2_E = broadcast(1.44269504f);
    private static final FloatVector MINUS_LN2_HIGH = broadcast(-0.693359375f);
    private static final FloatVector MINUS_LN2_LOW = broadcast(2.12194440e-4f);
    private static final FloatVector ROUND = broadcast(12582912f); // 1.5 · 2²³: adding it leaves a whole number in the low bits
    private static final int ROUND_BITS = Float.floatToRawIntBits(12582912f);
    private static final float LARGEST = 87f; // beyond, e⁻ˣ is no ordinary float any more
    private static final float NEAR_ZERO = 0.625f;

    // e^r = 1 + r + r² (1/2 + r/6 + …), highest power first
    private static final FloatVector E5 = broadcast(1.9875691500e-4f);
    private static final FloatVector E4 = broadcast(1.3981999507e-3f);
    private static final FloatVector E3 = broadcast(8.3334519073e-3f);
    private static final FloatVector E2 = broadcast(4.1665795894e-2f);
    private static final FloatVector E1 = broadcast(1.6666665459e-1f);
    private static final FloatVector E0 = broadcast(5.0000001201e-1f);

    // tanh x = x + x³ (−1/3 + 2x²/15 − …)
    private static final FloatVector T4 = broadcast(-5.70498872745e-3f);
    private static final FloatVector T3 = broadcast(2.06390887954e-2f);
    private static final FloatVector T2 = broadcast(-5.37397155531e-2f);
    private static final FloatVector T1 = broadcast(1.33314422036e-1f);
    private static final FloatVector T0 = broadcast(-3.33332819422e-1f);

    private Sigmoid() {
    }

    /** 1 / (1 + e⁻ˣ). */
    static FloatVector of(FloatVector x) {
        return ONE.div(exp(x.neg()).add(ONE));
    }

    /**
     * tanh x = 2 σ(2x) − 1; near zero, where this difference loses digits, x + x³ times a polynomial in x² (Cephes' tanhf), so that small
     * gates and cells keep their relative precision.
     */
    static FloatVector tanh(FloatVector x) {
        FloatVector square = x.mul(x);
        FloatVector p = T4.fma(square, T3).fma(square, T2).fma(square, T1).fma(square, T0);
        FloatVector near = p.mul(square).fma(x, x);
        return of(x.add(x)).mul(2f).sub(1f).blend(near, x.abs().compare(VectorOperators.LT, NEAR_ZERO));
    }

    /** σ of a run of whole vectors, in place. */
    static void apply(float[] values, int from, int length) {
        for (int at = from; at < from + length; at += Lanes.COUNT) {
            of(FloatVector.fromArray(Lanes.SPECIES, values, at)).intoArray(values, at);
        }
    }

    /** tanh of a run of whole vectors, in place. */
    static void applyTanh(float[] values, int from, int length) {
        for (int at = from; at < from + length; at += Lanes.COUNT) {
            tanh(FloatVector.fromArray(Lanes.SPECIES, values, at)).intoArray(values, at);
        }
    }

    /** eˣ, x clamped to where it is an ordinary number; NaN stays NaN. */
    static FloatVector exp(FloatVector x) {
        FloatVector a = x.max(-LARGEST).min(LARGEST);
        FloatVector shifted = a.fma(LOG2_E, ROUND);
        FloatVector k = shifted.sub(ROUND);
        FloatVector r = k.fma(MINUS_LN2_LOW, k.fma(MINUS_LN2_HIGH, a));
        FloatVector p = E5.fma(r, E4).fma(r, E3).fma(r, E2).fma(r, E1).fma(r, E0).fma(r.mul(r), r).add(ONE);
        FloatVector scale = shifted.reinterpretAsInts().sub(ROUND_BITS - 127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
        return p.mul(scale);
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(Lanes.SPECIES, value);
    }
}
