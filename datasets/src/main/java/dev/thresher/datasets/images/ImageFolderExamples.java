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
import java.util.stream.IntStream;

/**
 * Pictures that are decoded as they are gathered. Besides the batch, memory holds its pictures scaled to examples, as
 * bytes (a quarter of the batch), and one whole picture for each decoding thread.
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
    public Batch batch(int capacity, boolean packed) {
        return packed ? Batch.packed(shape, capacity) : new Batch(shape.features(), capacity);
    }

    @Override
    public void gather(int[] order, int from, int count, Normalisation normalisation, Variation variation, Batch target) {
        check(variation.augmentation());
        byte[][] decoded = new byte[count][];
        DamagedPicture[] damage = new DamagedPicture[count]; // each entry written by one thread, read when all are done
        pool.run(count, n -> {
            int example = order[from + n];
            try {
                decoded[n] = Preparation.example(PictureDecoder.decode(pictures.file(example)), options, variation, example);
            } catch (DamagedPicture e) {
                damage[n] = e;
            }
        });
        int[] sound = sound(damage, order, from);
        target.reshape(shape.features(), sound.length);
        float[] values = normalisation.ofBytes();
        if (target.packed() != null) {
            target.packed().begin(Augmentation.NONE, values); // pictures of any size are varied as they are scaled to one
            for (int n = 0; n < sound.length; n++) {
                System.arraycopy(decoded[sound[n]], 0, target.packed().pixels(), n * shape.features(), shape.features());
            }
        } else {
            // Row by row of the batch: column by column, every value would fetch a cache line of its own.
            pool.run(3 * options.size(), row -> fill(row, decoded, sound, values, target));
        }
        for (int n = 0; n < sound.length; n++) {
            target.labels()[n] = label(order[from + sound[n]]);
        }
    }

    /** One line of pixels of one channel, of all sound pictures. */
    private void fill(int row, byte[][] decoded, int[] sound, float[] values, Batch target) {
        int size = options.size();
        int table = row / size << 8;
        float[] out = target.features();
        for (int block = 0; block < sound.length; block += Batch.LANES) {
            int end = Math.min(sound.length, block + Batch.LANES);
            for (int f = row * size; f < (row + 1) * size; f++) {
                for (int n = block; n < end; n++) {
                    out[f * target.stride() + n] = values[table + (decoded[sound[n]][f] & 0xFF)];
                }
            }
        }
    }

    /** Which pictures of the batch can be used; or tells of the first that cannot, whichever thread met one first. */
    private int[] sound(DamagedPicture[] damage, int[] order, int from) {
        int[] sound = IntStream.range(0, damage.length).filter(n -> damage[n] == null).toArray();
        int first = IntStream.range(0, damage.length).filter(n -> damage[n] != null).findFirst().orElse(-1);
        if (first >= 0 && !options.skipDamaged()) {
            throw error(order[from + first], damage[first], "; replace or remove it, or skip damaged pictures");
        }
        for (int n = 0; n < damage.length; n++) {
            if (damage[n] != null) {
                skipped.add(order[from + n]);
            }
        }
        if (sound.length == 0) {
            throw error(order[from + first], damage[first], ", and no other picture of its batch of " + damage.length
                    + " is sound; replace or remove them, or take larger batches");
        }
        return sound;
    }

    private UserError error(int example, DamagedPicture damage, String remedy) {
        return new UserError(pictures.file(example) + ": " + damage.getMessage() + remedy, damage);
    }
}
