package dev.thresher.datasets.images;

import dev.thresher.datasets.FileErrors;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes JPEG and PNG files to RGB. Grey becomes three equal channels; what is transparent is laid on black. The
 * numbers are those in the file: colour profiles and EXIF orientation are left alone, as torchvision leaves them.
 */
final class PictureDecoder {
    /** No picture of the most pixels that are decoded needs a larger file. */
    private static final long MOST_BYTES = 512L << 20;

    private PictureDecoder() {
    }

    static Picture decode(Path file) throws DamagedPicture {
        byte[] bytes;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new DamagedPicture("has more than " + (MOST_BYTES >> 20) + " MiB");
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new DamagedPicture("cannot be read: " + FileErrors.reason(e), e);
        }
        PictureHeader header = PictureHeader.read(bytes);
        if (header.format().equals(PictureHeader.JPEG)) {
            JpegSegments.hideProfile(bytes);
        }
        BufferedImage image = decode(bytes, header);
        if (image.getHeight() != header.height() || image.getWidth() != header.width()) {
            throw new DamagedPicture("contradicts its own header about its size");
        }
        return image.getColorModel() instanceof IndexColorModel palette ? fromPalette(image.getRaster(), palette) : fromBands(image.getRaster());
    }

    private static BufferedImage decode(byte[] bytes, PictureHeader header) throws DamagedPicture {
        ImageReader reader = ImageIO.getImageReadersByFormatName(header.format()).next();
        String[] defect = new String[1];
        reader.addIIOReadWarningListener((_, warning) -> {
            if (defect[0] == null && isDefect(warning)) {
                defect[0] = warning;
            }
        });
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(in, true, true);
            BufferedImage image = reader.read(0);
            if (defect[0] != null) {
                throw new DamagedPicture("is damaged: " + defect[0]);
            }
            return image;
        } catch (IOException | RuntimeException e) { // the decoders answer some damage with whatever their arrays throw
            throw new DamagedPicture("is damaged: " + (e instanceof IOException io ? FileErrors.reason(io) : e.getClass().getSimpleName()), e);
        } finally {
            reader.dispose();
        }
    }

    /** Missing data is filled in with grey by libjpeg, and only a warning tells of it; stray bytes between segments harm nothing. */
    private static boolean isDefect(String warning) {
        return warning.contains("Truncated") || warning.contains("remature end") || warning.contains("Corrupt JPEG data") && !warning.contains("extraneous");
    }

    private static Picture fromPalette(Raster raster, IndexColorModel palette) {
        int height = raster.getHeight();
        int width = raster.getWidth();
        int plane = height * width;
        byte[] rgb = new byte[3 * plane];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            raster.getSamples(0, y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                int argb = palette.getRGB(row[x]);
                int at = y * width + x;
                rgb[at] = onBlack(argb >> 16 & 0xFF, argb >>> 24);
                rgb[plane + at] = onBlack(argb >> 8 & 0xFF, argb >>> 24);
                rgb[2 * plane + at] = onBlack(argb & 0xFF, argb >>> 24);
            }
        }
        return new Picture(height, width, rgb);
    }

    private static Picture fromBands(Raster raster) throws DamagedPicture {
        int bands = raster.getNumBands();
        if (bands < 1 || bands > 4) {
            throw new DamagedPicture("has " + bands + " channels; only grey and RGB are read");
        }
        int height = raster.getHeight();
        int width = raster.getWidth();
        int plane = height * width;
        byte[] rgb = new byte[3 * plane];
        boolean colour = bands >= 3;
        boolean alpha = bands == 2 || bands == 4;
        byte[] row = new byte[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getDataElements(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int from = x * bands;
                int at = y * width + x;
                byte red = row[from];
                byte green = colour ? row[from + 1] : red;
                byte blue = colour ? row[from + 2] : red;
                if (alpha) {
                    int a = row[from + bands - 1] & 0xFF;
                    red = onBlack(red & 0xFF, a);
                    green = onBlack(green & 0xFF, a);
                    blue = onBlack(blue & 0xFF, a);
                }
                rgb[at] = red;
                rgb[plane + at] = green;
                rgb[2 * plane + at] = blue;
            }
        }
        return new Picture(height, width, rgb);
    }

    private static byte onBlack(int value, int alpha) {
        return (byte) ((value * alpha + 127) / 255);
    }
}
