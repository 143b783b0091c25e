package dev.thresher.datasets.images;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Examples;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.Variation;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Pictures that are decoded as they are gathered, each straight into its column of the batch; besides that, every
 * decoding thread holds one picture.
 */
public final class ImageFolderExamples implements Examples {
    private final PictureList pictures;
    private final ImageOptions options;
    private final DecodingPool pool;
    private final String note;
    private final ImageShape shape;
    private final ConcurrentSkipListSet<Integer> skipped = new ConcurrentSkipListSet<>();

    ImageFolderExamples(PictureList pictures, ImageOptions options, DecodingPool pool, String note) {
        this.pictures = pictures;
        this.options = options;
        this.pool = pool;
        this.note = note;
        this.shape = new ImageShape(3, options.size(), options.size());
    }

    /** Number of files, damaged ones included. */
    @Override
    public int count() {
        return pictures.count();
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public int label(int index) {
        return pictures.labels()[index];
    }

    /** The file of an example. */
    public Path file(int index) {
        return pictures.file(index);
    }

    @Override
    public String note() {
        return note;
    }

    @Override
    public List<Path> skipped() {
        return skipped.stream().map(pictures::file).toList();
    }

    @Override
    public void check(Augmentation augmentation) {
        if (augmentation == Augmentation.PAD_CROP_FLIP) {
            throw new UserError("augmentation pad-crop-flip is for small images of one size, not for pictures in folders;"
                    + " choose resized-crop-flip or none");
        }
    }

    @Override
    public void gather(int[] order, int from, int count, Normalisation normalisation, Variation variation, Batch target) {
        check(variation.augmentation());
        target.reshape(shape.features(), count);
        float[] values = normalisation.ofBytes();
        DamagedPicture[] damage = new DamagedPicture[count]; // each entry written by one thread, read when all are done
        pool.run(count, n -> {
            try {
                fill(order[from + n], n, values, variation, target);
            } catch (DamagedPicture e) {
                damage[n] = e;
            }
        });
        leaveOut(damage, order, from, target);
    }

    private void fill(int example, int column, float[] values, Variation variation, Batch target) throws DamagedPicture {
        byte[] bytes = Preparation.example(PictureDecoder.decode(pictures.file(example)), options, variation, example);
        float[] out = target.features();
        int stride = target.stride();
        int plane = shape.plane();
        for (int f = 0; f < bytes.length; f++) {
            out[f * stride + column] = values[(f / plane << 8) + (bytes[f] & 0xFF)];
        }
        target.labels()[column] = pictures.labels()[example];
    }

    /** Closes the gaps of damaged pictures, or tells of the first in the batch, whichever thread met one first. */
    private void leaveOut(DamagedPicture[] damage, int[] order, int from, Batch target) {
        int[] sound = new int[damage.length];
        int count = 0;
        int first = -1;
        for (int n = 0; n < damage.length; n++) {
            if (damage[n] == null) {
                sound[count++] = n;
            } else if (options.skipDamaged()) {
                skipped.add(order[from + n]);
                first = first < 0 ? n : first;
            } else {
                throw error(order[from + n], damage[n], "; replace or remove it, or skip damaged pictures");
            }
        }
        if (count == 0) {
            throw error(order[from + first], damage[first], ", and so is every other picture of its batch of " + damage.length
                    + "; replace or remove them, or take larger batches");
        }
        if (count < damage.length) {
            keep(sound, count, target);
        }
    }

    private UserError error(int example, DamagedPicture damage, String remedy) {
        return new UserError(pictures.file(example) + ": " + damage.getMessage() + remedy, damage);
    }

    /** Moves the sound columns together. None moves to the right, and rows move only up, so nothing is overwritten before it has moved. */
    private void keep(int[] sound, int count, Batch target) {
        float[] features = target.features();
        int oldStride = target.stride();
        int newStride = Batch.padded(count);
        for (int f = 0; f < shape.features(); f++) {
            for (int n = 0; n < count; n++) {
                features[f * newStride + n] = features[f * oldStride + sound[n]];
            }
        }
        for (int n = 0; n < count; n++) {
            target.labels()[n] = target.labels()[sound[n]];
        }
        target.reshape(shape.features(), count);
    }
}
