package dev.thresher.datasets.synth;

import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;

/** The random values of one image, in the order they are asked for; a pure function of seed and image. */
final class Draws {
    private static final double ROOT_3 = Math.sqrt(3);

    private final long seed;
    private final long image;
    private long next;

    Draws(long seed, long image) {
        this.seed = seed;
        this.image = image;
    }

    private long bits() {
        return Randomness.bits(seed, Purpose.SYNTHESIS, image, next++);
    }

    /** Uniform in [low, high). */
    double between(double low, double high) {
        return low + (high - low) * ((bits() >>> 11) * 0x1.0p-53);
    }

    /** Uniform whole number in [0, bound). */
    int below(int bound) {
        return (int) Math.unsignedMultiplyHigh(bits(), bound);
    }

    /**
     * Bell-shaped with mean 0 and deviation 1, never beyond ±3.5: the sum of four uniform values. Needs no logarithm, so
     * every machine draws the same.
     */
    double bell() {
        long b = bits();
        double sum = (b & 0xFFFF) + (b >>> 16 & 0xFFFF) + (b >>> 32 & 0xFFFF) + (b >>> 48);
        return (sum * 0x1.0p-16 - 2) * ROOT_3;
    }
}
