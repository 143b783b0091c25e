package dev.thresher.engine.backend;

/**
 * A window that slides over images: the geometry of a convolution or a pooling. Images lie as {@code [C][H][W][n]},
 * rows {@code (c · H + y) · W + x} of an activation.
 *
 * @param channels C of the input
 * @param height H of the input
 * @param width W of the input
 * @param kernelHeight rows of the window
 * @param kernelWidth columns of the window
 * @param strideHeight rows it moves by
 * @param strideWidth columns it moves by
 * @param padHeight rows of padding above and below
 * @param padWidth columns of padding left and right
 */
public record Window(int channels, int height, int width, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth,
                     int padHeight, int padWidth) {
    public Window {
        boolean fits = channels > 0 && height > 0 && width > 0 && kernelHeight > 0 && kernelWidth > 0 && strideHeight > 0
                && strideWidth > 0 && padHeight >= 0 && padWidth >= 0 && kernelHeight <= height + 2 * padHeight
                && kernelWidth <= width + 2 * padWidth;
        if (!fits) {
            throw new IllegalArgumentException("no window of %d×%d (stride %d×%d, padding %d×%d) slides over %d×%d×%d".formatted(
                    kernelHeight, kernelWidth, strideHeight, strideWidth, padHeight, padWidth, channels, height, width));
        }
    }

    /** A square window. */
    public static Window square(int channels, int height, int width, int kernel, int stride, int padding) {
        return new Window(channels, height, width, kernel, kernel, stride, stride, padding, padding);
    }

    /** Rows of the output. */
    public int outHeight() {
        return (height + 2 * padHeight - kernelHeight) / strideHeight + 1;
    }

    /** Columns of the output. */
    public int outWidth() {
        return (width + 2 * padWidth - kernelWidth) / strideWidth + 1;
    }

    /** Positions of the window: output entries a channel. */
    public int positions() {
        return outHeight() * outWidth();
    }

    /** Entries of an input image. */
    public int inputs() {
        return channels * height * width;
    }

    /** Entries of a filter, z = C · kernel height · kernel width. */
    public int filterSize() {
        return channels * kernelHeight * kernelWidth;
    }
}
