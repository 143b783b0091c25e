package dev.thresher.app.chartview;

import dev.thresher.app.chart.ChartGeometry;
import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.IntBuffer;
import java.util.function.Function;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/** One picture that Java2D draws and JavaFX shows: both look at the same pixels, so none are copied. */
final class Frame {
    private final BufferedImage picture;
    private final double scale;
    private final PixelBuffer<IntBuffer> pixels;
    private final WritableImage image;

    private Frame(int width, int height, double scale) {
        this.picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB_PRE);
        this.scale = scale;
        int[] data = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        this.pixels = new PixelBuffer<>(width, height, IntBuffer.wrap(data), PixelFormat.getIntArgbPreInstance());
        this.image = new WritableImage(pixels);
    }

    /** {@code old} where it has the right size (in pixels of {@code scale} device pixels each), else a new one. */
    static Frame fitting(Frame old, double width, double height, double scale) {
        int across = Math.max(1, (int) Math.round(width * scale));
        int down = Math.max(1, (int) Math.round(height * scale));
        return old != null && old.width() == across && old.height() == down && old.scale == scale
                ? old : new Frame(across, down, scale);
    }

    int width() {
        return picture.getWidth();
    }

    int height() {
        return picture.getHeight();
    }

    /** Clears it and draws anew; on any thread, while it is not shown. */
    ChartGeometry draw(Function<Graphics2D, ChartGeometry> drawing) {
        Graphics2D g = picture.createGraphics();
        try {
            g.setComposite(AlphaComposite.Clear);
            g.fillRect(0, 0, width(), height());
            g.setComposite(AlphaComposite.SrcOver);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            g.scale(scale, scale);
            return drawing.apply(g);
        } finally {
            g.dispose();
        }
    }

    /** The picture as it is now; on the JavaFX thread. */
    Image updated() {
        pixels.updateBuffer(buffer -> null);
        return image;
    }
}
