package dev.thresher.app.masks;

import dev.thresher.datasets.ImageShape;
import dev.thresher.engine.backend.Window;
import dev.thresher.engine.mask.PackedMask;

/**
 * How many connections of a layer each pixel of the images keeps, its channels added up.
 *
 * @param connections row by row, {@code height · width}
 */
public record PixelMap(int height, int width, long[] connections) {
    /** How a layer takes the images. */
    public sealed interface Reach {
        /** Each entry of a row is a pixel of a channel. */
        record Each(ImageShape images) implements Reach {
        }

        /** A kernel slides over them; a pixel has a connection for each place of the kernel's that covers it. */
        record Slides(Window window) implements Reach {
        }

        /** Rows of a grey image, one a step: each entry is a column of pixels. */
        record Rows(ImageShape images) implements Reach {
        }
    }

    /** @return null where the layer does not take images */
    public static PixelMap of(PackedMask mask, Reach reach) {
        return switch (reach) {
            case null -> null;
            case Reach.Each(ImageShape images) -> each(mask.keptPerColumn(), images);
            case Reach.Slides(Window window) -> slides(mask.keptPerColumn(), window);
            case Reach.Rows(ImageShape images) -> rows(mask.keptPerColumn(), images);
        };
    }

    private static PixelMap each(int[] kept, ImageShape images) {
        long[] connections = new long[images.plane()];
        for (int i = 0; i < kept.length; i++) {
            connections[i % connections.length] += kept[i];
        }
        return new PixelMap(images.height(), images.width(), connections);
    }

    private static PixelMap rows(int[] kept, ImageShape images) {
        long[] connections = new long[images.plane()];
        for (int i = 0; i < connections.length; i++) {
            connections[i] = kept[i % images.width()];
        }
        return new PixelMap(images.height(), images.width(), connections);
    }

    private static PixelMap slides(int[] kept, Window w) {
        int kernel = w.kernelHeight() * w.kernelWidth();
        long[] taps = new long[kernel];
        for (int i = 0; i < kept.length; i++) {
            taps[i % kernel] += kept[i];
        }
        long[] connections = new long[w.height() * w.width()];
        for (int tap = 0; tap < kernel; tap++) {
            for (int oy = 0; oy < w.outHeight(); oy++) {
                int y = oy * w.strideHeight() + tap / w.kernelWidth() - w.padHeight();
                for (int ox = 0; y >= 0 && y < w.height() && ox < w.outWidth(); ox++) {
                    int x = ox * w.strideWidth() + tap % w.kernelWidth() - w.padWidth();
                    if (x >= 0 && x < w.width()) {
                        connections[y * w.width() + x] += taps[tap];
                    }
                }
            }
        }
        return new PixelMap(w.height(), w.width(), connections);
    }

    public long most() {
        long most = 0;
        for (long each : connections) {
            most = Math.max(most, each);
        }
        return most;
    }

    public long least() {
        long least = Long.MAX_VALUE;
        for (long each : connections) {
            least = Math.min(least, each);
        }
        return least;
    }

    /** Pixels that no connection is left of. */
    public int unconnected() {
        int none = 0;
        for (long each : connections) {
            none += each == 0 ? 1 : 0;
        }
        return none;
    }
}
