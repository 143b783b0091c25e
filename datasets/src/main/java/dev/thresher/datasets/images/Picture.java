package dev.thresher.datasets.images;

/**
 * A decoded picture.
 *
 * @param rgb {@code [3, height, width]}, unsigned: the red plane, the green one, the blue one
 */
record Picture(int height, int width, byte[] rgb) {
    int plane() {
        return height * width;
    }
}
