package dev.thresher.datasets;

/**
 * Randomness without a generator: every value is a pure function of {@code (seed, purpose, epoch, index)}, so a run
 * resumed from a checkpoint draws what a run never stopped would have drawn, at any number of threads.
 *
 * <p>The bits are those of SplitMix64's finaliser (Steele, Lea, Flood: "Fast splittable pseudorandom number
 * generators", OOPSLA 2014) applied to the four arguments in turn.
 */
public final class Randomness {
    /** What a value is drawn for; two purposes never share a stream. The order is part of every recorded run. */
    public enum Purpose { INITIAL_WEIGHT, SHUFFLE, AUGMENTATION, DROPOUT, SYNTHESIS }

    private Randomness() {
    }

    /** 64 random bits. */
    public static long bits(long seed, Purpose purpose, long epoch, long index) {
        long h = mix(seed + 0x9E3779B97F4A7C15L);
        h = mix(h ^ (purpose.ordinal() + 1) * 0xD1B54A32D192ED03L);
        h = mix(h ^ (epoch + 1) * 0xABC98388FB8FAC03L);
        return mix(h ^ (index + 1) * 0x8CB92BA72F3D8DD7L);
    }

    /** Uniform in [0, 1), with 53 bits. */
    public static double uniform(long seed, Purpose purpose, long epoch, long index) {
        return (bits(seed, purpose, epoch, index) >>> 11) * 0x1.0p-53;
    }

    /** Uniform whole number in [0, bound), by the multiply-high method; the bias is below 2⁻³² for any int bound. */
    public static int below(int bound, long seed, Purpose purpose, long epoch, long index) {
        return (int) Math.unsignedMultiplyHigh(bits(seed, purpose, epoch, index), bound);
    }

    /**
     * The order in which an epoch visits {@code count} examples: a Fisher–Yates shuffle whose draws are those of
     * {@code (seed, SHUFFLE, epoch, position)}.
     */
    public static int[] permutation(int count, long seed, long epoch) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = below(i + 1, seed, Purpose.SHUFFLE, epoch, i);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
