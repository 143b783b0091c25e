package dev.thresher.datasets.images;

/**
 * How pictures in files become examples.
 *
 * @param size sides of an example, in pixels
 * @param resize what the shorter side of a whole picture is scaled to, before {@code size × size} are cut from its middle; at least
 *     {@code size}
 * @param skipDamaged whether damaged pictures are left out and counted; else the first one is an error
 * @param threads how many pictures are decoded at once; they change no pixel
 */
public record ImageOptions(int size, int resize, boolean skipDamaged, int threads) {
    private static final int SIZE = 224;
    private static final int RESIZE = 256;

    public ImageOptions {
        if (size < 1 || resize < size || threads < 1) {
            throw new IllegalArgumentException("no pictures of " + size + " from " + resize + " on " + threads + " threads");
        }
    }

    /** As is customary for ImageNet: 224 from 256, on all processors, no damage allowed. */
    public static ImageOptions standard() {
        return new ImageOptions(SIZE, RESIZE, false, Runtime.getRuntime().availableProcessors());
    }

    /** Another size, cut from pictures scaled in ImageNet's proportion; small ones, below 64, are not cut at all. */
    public ImageOptions withSize(int value) {
        return new ImageOptions(value, value < 64 ? value : Math.round((float) value * RESIZE / SIZE), skipDamaged, threads);
    }

    public ImageOptions withSkipDamaged(boolean value) {
        return new ImageOptions(size, resize, value, threads);
    }
}
