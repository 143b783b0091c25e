package dev.thresher.datasets;

/** Shape of one example: {@code channels × height × width}; its values lie in that order. */
public record ImageShape(int channels, int height, int width) {
    public ImageShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("a shape has positive sides: " + channels + "×" + height + "×" + width);
        }
    }

    /** Number of values of one example, C·H·W. */
    public int features() {
        return channels * height * width;
    }

    /** Number of values of one channel, H·W. */
    public int plane() {
        return height * width;
    }

    @Override
    public String toString() {
        return channels + "×" + height + "×" + width;
    }
}
