package dev.thresher.datasets.images;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small pictures, made as they are needed. */
final class Pictures {
    private Pictures() {
    }

    /** The value of a channel at a place: a pattern that differs from picture to picture. */
    static int value(int picture, int channel, int y, int x) {
        return (picture * 37 + channel * 80 + y * 11 + x * 5) & 0xFF;
    }

    static BufferedImage image(int picture, int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < Math.min(3, image.getRaster().getNumBands()); c++) {
                    image.getRaster().setSample(x, y, c, value(picture, c, y, x));
                }
                if (image.getColorModel().hasAlpha()) {
                    image.getRaster().setSample(x, y, 3, 128);
                }
            }
        }
        return image;
    }

    static byte[] bytes(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, out)) {
            throw new IOException("no writer for " + format);
        }
        return out.toByteArray();
    }

    static byte[] png(int picture, int width, int height) throws IOException {
        return bytes(image(picture, width, height, BufferedImage.TYPE_3BYTE_BGR), "png");
    }

    static byte[] jpeg(int picture, int width, int height) throws IOException {
        return bytes(image(picture, width, height, BufferedImage.TYPE_3BYTE_BGR), "jpg");
    }

    static Path write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }
}
