package dev.thresher.datasets;

import dev.thresher.datasets.Randomness.Purpose;

/**
 * How the examples of one epoch are varied: what is drawn for an example is a pure function of seed, epoch and the
 * example's index, whatever batch it comes in.
 *
 * @param augmentation what is done
 * @param seed of the run
 * @param epoch from 1
 */
public record Variation(Augmentation augmentation, long seed, int epoch) {
    /** Examples as they are. */
    public static final Variation NONE = new Variation(Augmentation.NONE, 0, 0);
    /** Pixels added on every side before a crop of {@link Augmentation#PAD_CROP_FLIP}. */
    public static final int PADDING = 4;
    /** Room for the draws of one example. */
    private static final int DRAWS = 64;

    /** Uniform in [0, 1). */
    public double uniform(int example, int draw) {
        return Randomness.uniform(seed, Purpose.AUGMENTATION, epoch, index(example, draw));
    }

    /** Uniform whole number in [0, bound). */
    public int below(int bound, int example, int draw) {
        return Randomness.below(bound, seed, Purpose.AUGMENTATION, epoch, index(example, draw));
    }

    private static long index(int example, int draw) {
        if (draw < 0 || draw >= DRAWS) {
            throw new IllegalArgumentException("an example has " + DRAWS + " draws, numbered from 0: " + draw);
        }
        return (long) example * DRAWS + draw;
    }

    /** @throws UserError where images of this shape cannot be varied so: a row of features has no sides to pad or flip */
    void check(ImageShape shape) {
        if (augmentation != Augmentation.NONE && shape.height() == 1) {
            throw new UserError("augmentation " + augmentation.id() + " needs images, but the examples are " + shape
                    + "; choose none");
        }
    }
}
