package dev.thresher.datasets;

/** What {@link Augmentation#PAD_CROP_FLIP} draws for an example. */
final class PadCrop {
    private static final int SHIFTS = 2 * Variation.PADDING + 1;

    private PadCrop() {
    }

    /** How far below the image's own first row the crop begins; negative where it begins in the padding. */
    static int down(Variation variation, int example) {
        return variation.below(SHIFTS, example, 0) - Variation.PADDING;
    }

    /** How far to the right of the image's own first column the crop begins. */
    static int right(Variation variation, int example) {
        return variation.below(SHIFTS, example, 1) - Variation.PADDING;
    }

    /** Whether the crop is mirrored from left to right. */
    static boolean flip(Variation variation, int example) {
        return variation.below(2, example, 2) == 1;
    }
}
