package dev.thresher.datasets.images;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.Bilinear;
import dev.thresher.datasets.ResizedCrop;
import dev.thresher.datasets.Variation;

/** The way from a picture of any size to a square example, as torchvision and Pillow go it. */
final class Preparation {
    private Preparation() {
    }

    /**
     * For evaluation, the shorter side becomes {@code resize} and the centre of {@code size × size} is cut out; for
     * training, a random part is scaled to {@code size × size}.
     *
     * @return {@code [3, size, size]}
     */
    static byte[] example(Picture picture, ImageOptions options, Variation variation, int index) {
        return variation.augmentation() == Augmentation.RESIZED_CROP_FLIP
                ? scaled(picture, ResizedCrop.drawn(variation, index, picture.height(), picture.width()), options.size())
                : centre(picture, options.size(), options.resize());
    }

    private static byte[] centre(Picture picture, int size, int resize) {
        int shorter = Math.min(picture.height(), picture.width());
        int height = longer(picture.height(), shorter, resize);
        int width = longer(picture.width(), shorter, resize);
        // Python rounds halves to the even neighbour, and so does rint.
        Bilinear rows = new Bilinear(picture.height(), height, (int) Math.rint((height - size) / 2.0), size, false);
        Bilinear columns = new Bilinear(picture.width(), width, (int) Math.rint((width - size) / 2.0), size, false);
        return scale(picture, 0, rows, columns, size);
    }

    private static int longer(int side, int shorter, int resize) {
        return (int) ((double) ((long) resize * side) / shorter);
    }

    private static byte[] scaled(Picture picture, ResizedCrop crop, int size) {
        Bilinear rows = new Bilinear(crop.height(), size, 0, size, false);
        Bilinear columns = new Bilinear(crop.width(), size, 0, size, crop.flip());
        return scale(picture, crop.top() * picture.width() + crop.left(), rows, columns, size);
    }

    private static byte[] scale(Picture picture, int corner, Bilinear rows, Bilinear columns, int size) {
        byte[] example = new byte[3 * size * size];
        byte[] between = new byte[(rows.end() - rows.begin()) * size];
        for (int c = 0; c < 3; c++) {
            Bilinear.plane(rows, columns, picture.rgb(), c * picture.plane() + corner, picture.width(), between, example, c * size * size);
        }
        return example;
    }
}
