package dev.thresher.datasets.idx;

/**
 * The content of an IDX image file.
 *
 * @param pixels {@code [count, height, width]}, unsigned
 */
public record IdxImages(int count, int height, int width, byte[] pixels) {
    public IdxImages {
        if (pixels.length != (long) count * height * width) {
            throw new IllegalArgumentException(count + " images of " + height + "×" + width + " are not " + pixels.length + " bytes");
        }
    }
}
