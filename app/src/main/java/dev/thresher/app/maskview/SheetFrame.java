package dev.thresher.app.maskview;

import java.nio.IntBuffer;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/** Pixels that one thread paints and JavaFX shows: none are copied. */
final class SheetFrame {
    private final int width;
    private final int height;
    private final int[] data;
    private final PixelBuffer<IntBuffer> pixels;
    private final WritableImage image;

    private SheetFrame(int width, int height) {
        this.width = width;
        this.height = height;
        data = new int[width * height];
        pixels = new PixelBuffer<>(width, height, IntBuffer.wrap(data), PixelFormat.getIntArgbPreInstance());
        image = new WritableImage(pixels);
    }

    /** {@code old} where it has the right size, else a new one. */
    static SheetFrame fitting(SheetFrame old, int width, int height) {
        return old != null && old.width == width && old.height == height ? old : new SheetFrame(width, height);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** To be painted while it is not shown. */
    int[] data() {
        return data;
    }

    /** The picture as it is now; on the JavaFX thread. */
    Image updated() {
        pixels.updateBuffer(buffer -> null);
        return image;
    }
}
