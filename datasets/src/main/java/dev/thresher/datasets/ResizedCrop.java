package dev.thresher.datasets;

/**
 * The part of an image that {@link Augmentation#RESIZED_CROP_FLIP} shows: a random area of 8 to 100 % and a random ratio
 * of 3/4 to 4/3 (uniform in its logarithm). Ten tries to fit it in, then the largest centred part of an allowed ratio: as
 * torchvision's {@code RandomResizedCrop} has it.
 *
 * @param top first row
 * @param left first column
 * @param height rows
 * @param width columns
 * @param flip whether it is mirrored from left to right
 */
public record ResizedCrop(int top, int left, int height, int width, boolean flip) {
    private static final double LEAST_AREA = 0.08;
    private static final double LEAST_RATIO = 3.0 / 4;
    private static final double GREATEST_RATIO = 4.0 / 3;
    private static final int TRIES = 10;
    private static final int DRAWS_A_TRY = 4;

    /** The part drawn for an example whose whole image is {@code height × width}. */
    public static ResizedCrop drawn(Variation variation, int example, int height, int width) {
        boolean flip = variation.below(2, example, TRIES * DRAWS_A_TRY) == 1;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int draw = attempt * DRAWS_A_TRY;
            double area = (double) height * width * between(LEAST_AREA, 1, variation.uniform(example, draw));
            // StrictMath, so that every machine draws the same.
            double ratio = StrictMath.exp(between(StrictMath.log(LEAST_RATIO), StrictMath.log(GREATEST_RATIO), variation.uniform(example, draw + 1)));
            int w = (int) Math.rint(Math.sqrt(area * ratio));
            int h = (int) Math.rint(Math.sqrt(area / ratio));
            if (w > 0 && w <= width && h > 0 && h <= height) {
                return new ResizedCrop(variation.below(height - h + 1, example, draw + 2), variation.below(width - w + 1, example, draw + 3), h, w, flip);
            }
        }
        return centred(height, width, flip);
    }

    static ResizedCrop centred(int height, int width, boolean flip) {
        double ratio = (double) width / height;
        int w = ratio > GREATEST_RATIO ? (int) Math.rint(height * GREATEST_RATIO) : width;
        int h = ratio < LEAST_RATIO ? (int) Math.rint(width / LEAST_RATIO) : height;
        return new ResizedCrop((height - h) / 2, (width - w) / 2, h, w, flip);
    }

    private static double between(double low, double high, double share) {
        return low + (high - low) * share;
    }
}
