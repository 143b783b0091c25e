package dev.thresher.datasets.images;

import dev.thresher.datasets.Augmentation;
import dev.thresher.datasets.Batch;
import dev.thresher.datasets.Bilinear;
import dev.thresher.datasets.Examples;
import dev.thresher.datasets.ImageShape;
import dev.thresher.datasets.Normalisation;
import dev.thresher.datasets.ResizedCrop;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.Variation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Pictures in files. A batch's are decoded side by side when it is gathered, and nothing of them is kept, so memory holds one batch, however
 * many pictures there are.
 */
final class PictureExamples implements Examples {
    private static final int CHANNELS = 3;
    private static final long IDLE_SECONDS = 5;

    private final PictureFiles pictures;
    private final ImageOptions options;
    private final String note;
    private final ImageShape shape;
    private final ThreadPoolExecutor decoders;
    private final ConcurrentSkipListMap<Integer, Path> skipped = new ConcurrentSkipListMap<>();

    PictureExamples(PictureFiles pictures, ImageOptions options, String note) {
        this.pictures = pictures;
        this.options = options;
        this.note = note;
        shape = new ImageShape(CHANNELS, options.size(), options.size());
        decoders = new ThreadPoolExecutor(options.threads(), options.threads(), IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("thresher-decoder-", 1).factory());
        decoders.allowCoreThreadTimeOut(true); // so that nobody needs to close them
    }

    @Override
    public int count() {
        return pictures.labels().length;
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public int label(int index) {
        return pictures.labels()[index];
    }

    @Override
    public List<Path> skipped() {
        return List.copyOf(skipped.values());
    }

    @Override
    public String note() {
        return note;
    }

    @Override
    public void gather(int[] order, int from, int count, Normalisation normalisation, Variation variation, Batch target) {
        if (variation.augmentation() == Augmentation.PAD_CROP_FLIP) {
            throw new UserError("augmentation pad-crop-flip is for small images in memory; choose resized-crop-flip or none for pictures in files");
        }
        List<Future<byte[]>> decoding = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int index = order[from + i];
            decoding.add(decoders.submit(() -> example(index, variation)));
        }
        List<byte[]> kept = new ArrayList<>(count);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            byte[] pixels = await(decoding, i, order[from + i]);
            if (pixels != null) {
                labels[kept.size()] = label(order[from + i]);
                kept.add(pixels);
            }
        }
        if (kept.isEmpty()) {
            throw new UserError(skipped.firstEntry().getValue() + ": is damaged like every other picture of its batch; mend the pictures");
        }
        target.reshape(shape.features(), kept.size());
        System.arraycopy(labels, 0, target.labels(), 0, kept.size());
        fill(kept, normalisation, target);
    }

    /** One picture's pixels; null where it is damaged and left out. */
    private byte[] await(List<Future<byte[]>> decoding, int at, int index) {
        try {
            return decoding.get(at).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DamagedPicture && options.skipDamaged()) {
                skipped.put(index, pictures.files().get(index));
                return null;
            }
            decoding.forEach(other -> other.cancel(true));
            throw switch (e.getCause()) {
                case UserError error -> error;
                case OutOfMemoryError _ -> new UserError(pictures.files().get(index)
                        + ": memory does not suffice to decode it; decode on fewer threads, or give the program more memory");
                default -> new IllegalStateException("decoding " + pictures.files().get(index) + ": " + e.getCause(), e.getCause());
            };
        } catch (InterruptedException _) {
            decoding.forEach(other -> other.cancel(true));
            Thread.currentThread().interrupt();
            throw new CancellationException("decoding was interrupted");
        }
    }

    private byte[] example(int index, Variation variation) {
        Picture picture = PictureReader.read(pictures.files().get(index));
        int size = options.size();
        if (variation.augmentation() == Augmentation.RESIZED_CROP_FLIP) {
            ResizedCrop crop = ResizedCrop.drawn(variation, index, picture.height(), picture.width());
            return scaled(picture, crop.top(), crop.left(), crop.height(), crop.width(), new Bilinear(crop.height(), size, 0, size, false),
                    new Bilinear(crop.width(), size, 0, size, crop.flip()));
        }
        int shorter = Math.min(picture.height(), picture.width());
        // the longer side is cut off as torchvision does: to a whole number, downwards
        int height = (int) ((long) options.resize() * picture.height() / shorter);
        int width = (int) ((long) options.resize() * picture.width() / shorter);
        Bilinear rows = new Bilinear(picture.height(), height, (int) Math.rint((height - size) / 2.0), size, false);
        Bilinear columns = new Bilinear(picture.width(), width, (int) Math.rint((width - size) / 2.0), size, false);
        return scaled(picture, 0, 0, picture.height(), picture.width(), rows, columns);
    }

    private byte[] scaled(Picture picture, int top, int left, int height, int width, Bilinear rows, Bilinear columns) {
        int size = options.size();
        byte[] out = new byte[shape.features()];
        byte[] between = new byte[size * (rows.end() - rows.begin())];
        byte[] part = new byte[height * width];
        for (int channel = 0; channel < CHANNELS; channel++) {
            int plane = channel * picture.height() * picture.width();
            for (int y = 0; y < height; y++) {
                System.arraycopy(picture.planes(), plane + (top + y) * picture.width() + left, part, y * width, width);
            }
            Bilinear.plane(rows, columns, part, 0, width, between, out, channel * size * size);
        }
        return out;
    }

    private void fill(List<byte[]> examples, Normalisation normalisation, Batch target) {
        float[] values = normalisation.ofBytes();
        float[] out = target.features();
        byte[][] pixels = examples.toArray(byte[][]::new);
        int stride = target.stride();
        for (int channel = 0; channel < CHANNELS; channel++) {
            int table = channel << 8;
            for (int f = channel * shape.plane(); f < (channel + 1) * shape.plane(); f++) {
                for (int n = 0; n < pixels.length; n++) {
                    out[f * stride + n] = values[table + (pixels[n][f] & 0xFF)];
                }
            }
        }
    }
}
