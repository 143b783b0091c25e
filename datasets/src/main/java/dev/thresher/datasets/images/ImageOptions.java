package dev.thresher.datasets.images;

import dev.thresher.datasets.UserError;

/**
 * How pictures are read.
 *
 * @param size height and width of an example in pixels
 * @param resize length of a picture's shorter side before its centre is cut out for evaluation; not below {@code size}
 * @param skipDamaged whether a damaged picture is left out of its batch and counted, or ends the run
 * @param threads how many decode at once; what comes out does not depend on it
 */
public record ImageOptions(int size, int resize, boolean skipDamaged, int threads) {
    private static final int LARGEST = 4096;

    /** @throws UserError where the numbers do not go together */
    public ImageOptions {
        if (size < 1 || size > LARGEST) {
            throw new UserError("image size " + size + ": examples have 1 to " + LARGEST + " pixels a side; choose one of these");
        }
        if (resize < size || resize > 2 * LARGEST) {
            throw new UserError("image resize " + resize + ": the shorter side cannot be below the size, " + size + ", or above " + 2 * LARGEST
                    + "; choose one in between");
        }
        if (threads < 1) {
            throw new UserError("image threads " + threads + ": one thread or more must decode; choose 1 or more");
        }
    }

    /** The custom for ImageNet: 224 pixels out of 256, damaged pictures end the run, all processors decode. */
    public static ImageOptions standard() {
        return new ImageOptions(224, 256, false, Runtime.getRuntime().availableProcessors());
    }

    public ImageOptions withSize(int value) {
        return new ImageOptions(value, resize, skipDamaged, threads);
    }

    public ImageOptions withSkipDamaged(boolean value) {
        return new ImageOptions(size, resize, value, threads);
    }

    public ImageOptions withThreads(int value) {
        return new ImageOptions(size, resize, skipDamaged, value);
    }
}
