package dev.thresher.datasets.images;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/**
 * A decoded picture: red, green and blue plane, rows from the top.
 *
 * @param planes three of {@code height · width} bytes, one after the other
 */
record Picture(int height, int width, byte[] planes) {
    /** Grey becomes three equal planes; transparency is dropped and the colour under it kept, as Pillow's {@code convert("RGB")} does. */
    static Picture of(BufferedImage image) {
        int height = image.getHeight();
        int width = image.getWidth();
        byte[] planes = new byte[3 * height * width];
        Raster raster = image.getRaster();
        boolean grey = raster.getNumBands() <= 2 && raster.getSampleModel().getSampleSize(0) == 8 && image.getColorModel().getNumColorComponents() == 1;
        if (grey) {
            grey(raster, planes, height, width);
        } else if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            interleaved(raster, planes, height, width);
        } else {
            anyColour(image, planes, height, width);
        }
        return new Picture(height, width, planes);
    }

    /** Straight from the samples: Java would take them for linear light and brighten them. */
    private static void grey(Raster raster, byte[] planes, int height, int width) {
        int[] row = new int[width];
        int plane = height * width;
        for (int y = 0; y < height; y++) {
            raster.getSamples(0, y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                planes[at] = planes[plane + at] = planes[2 * plane + at] = (byte) row[x];
            }
        }
    }

    private static void interleaved(Raster raster, byte[] planes, int height, int width) {
        byte[] bytes = ((DataBufferByte) raster.getDataBuffer()).getData();
        PixelInterleavedSampleModel model = (PixelInterleavedSampleModel) raster.getSampleModel();
        int[] offsets = model.getBandOffsets();
        int plane = height * width;
        for (int y = 0; y < height; y++) {
            int from = y * model.getScanlineStride();
            for (int x = 0; x < width; x++, from += model.getPixelStride()) {
                int at = y * width + x;
                planes[at] = bytes[from + offsets[0]];
                planes[plane + at] = bytes[from + offsets[1]];
                planes[2 * plane + at] = bytes[from + offsets[2]];
            }
        }
    }

    private static void anyColour(BufferedImage image, byte[] planes, int height, int width) {
        int[] row = new int[width];
        int plane = height * width;
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                planes[at] = (byte) (row[x] >> 16);
                planes[plane + at] = (byte) (row[x] >> 8);
                planes[2 * plane + at] = (byte) row[x];
            }
        }
    }
}
