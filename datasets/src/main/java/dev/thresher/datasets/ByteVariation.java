package dev.thresher.datasets;

import java.util.Arrays;

/** Varies images of bytes, each on its own, channel by channel. */
final class ByteVariation {
    private ByteVariation() {
    }

    /**
     * Writes the varied form of an example to {@code out[at …]}.
     *
     * @param pixels {@code [count, C·H·W]}
     */
    static void vary(byte[] pixels, int example, ImageShape shape, Variation variation, byte[] out, int at) {
        int from = example * shape.features();
        switch (variation.augmentation()) {
            case NONE -> System.arraycopy(pixels, from, out, at, shape.features());
            case PAD_CROP_FLIP -> padCropFlip(pixels, from, example, shape, variation, out, at);
            case RESIZED_CROP_FLIP -> resizedCropFlip(pixels, from, ResizedCrop.drawn(variation, example, shape.height(), shape.width()), shape, out, at);
        }
    }

    private static void padCropFlip(byte[] pixels, int from, int example, ImageShape shape, Variation variation, byte[] out, int at) {
        int height = shape.height();
        int width = shape.width();
        int down = PadCrop.down(variation, example);
        int right = PadCrop.right(variation, example);
        boolean flip = PadCrop.flip(variation, example);
        int begin = Math.clamp(-right, 0, width);        // columns of the crop that show the image, before it is flipped
        int end = Math.clamp(width - right, begin, width);
        Arrays.fill(out, at, at + shape.features(), (byte) 0);
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = Math.max(0, -down); y < Math.min(height, height - down); y++) {
                int source = from + (c * height + y + down) * width + right;
                int target = at + (c * height + y) * width;
                if (flip) {
                    for (int x = begin; x < end; x++) {
                        out[target + width - 1 - x] = pixels[source + x];
                    }
                } else {
                    System.arraycopy(pixels, source + begin, out, target + begin, end - begin);
                }
            }
        }
    }

    private static void resizedCropFlip(byte[] pixels, int from, ResizedCrop crop, ImageShape shape, byte[] out, int at) {
        Bilinear rows = new Bilinear(crop.height(), shape.height(), 0, shape.height(), false);
        Bilinear columns = new Bilinear(crop.width(), shape.width(), 0, shape.width(), crop.flip());
        byte[] between = new byte[crop.height() * shape.width()];
        for (int c = 0; c < shape.channels(); c++) {
            int corner = from + c * shape.plane() + crop.top() * shape.width() + crop.left();
            Bilinear.plane(rows, columns, pixels, corner, shape.width(), between, out, at + c * shape.plane());
        }
    }
}
