package dev.thresher.datasets.synth;

import dev.thresher.datasets.AtomicFolder;
import dev.thresher.datasets.Progress;
import dev.thresher.datasets.idx.IdxFiles;
import dev.thresher.datasets.idx.IdxImages;
import dev.thresher.datasets.idx.IdxWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The embedded default set: grey 28 × 28 images of the ten digits, drawn by {@link Hand} and {@link Pen}. Image i is a
 * pure function of i, so it is the same on every machine, drawn in any order; test images follow the training ones.
 */
public final class SynthDigits {
    public static final String NAME = "synth-digits";
    /** Its folder in the cache. The number grows whenever an image changes. */
    public static final String FOLDER = NAME + "-v1";
    public static final int TRAIN = 60_000;
    public static final int TEST = 10_000;
    /** Mean and standard deviation of all training pixels, scaled to [0, 1]; a test keeps them true. */
    public static final float MEAN = 0.0964f;
    public static final float STD = 0.2598f;

    /** The first ten training labels. */
    public static final List<Integer> FIRST_LABELS = IntStream.range(0, 10).mapToObj(SynthDigits::label).toList();

    static final int SIDE = 28;
    private static final long SEED = 1;
    private static final int CHUNK = 500;

    private SynthDigits() {
    }

    /** The digit of image {@code index}. */
    static int label(int index) {
        return new Draws(SEED, index).below(10);
    }

    /** Draws image {@code index} to {@code pixels[offset …]}, row by row. */
    static void draw(int index, byte[] pixels, int offset) {
        Draws draws = new Draws(SEED, index);
        List<List<Glyphs.Stroke>> variants = Glyphs.variants(draws.below(10));
        List<Glyphs.Stroke> glyph = variants.get(draws.below(variants.size()));
        double radius = draws.between(0.7, 1.7);
        double blur = draws.between(1.0, 1.8);
        double strength = draws.between(0.75, 1.15);
        double noise = draws.between(0, 0.16);
        float[] ink = new Pen(SIDE, radius, blur).draw(new Hand(draws).write(glyph, radius + blur / 2));
        for (int i = 0; i < ink.length; i++) {
            // Noise lives in the ink only: paper is white, as in MNIST, so the border stays silent.
            double value = ink[i] == 0 ? 0 : ink[i] * strength + draws.bell() * noise * Math.sqrt(ink[i]);
            pixels[offset + i] = (byte) Math.round(255 * Math.clamp(value, 0, 1));
        }
    }

    /**
     * Draws {@code count} images from {@code first} on, on all cores.
     *
     * @param finished hears how many are done, now and then, one call at a time
     */
    static IdxImages drawAll(int first, int count, IntConsumer finished) {
        byte[] pixels = new byte[count * SIDE * SIDE];
        AtomicInteger done = new AtomicInteger();
        IntStream.range(0, (count + CHUNK - 1) / CHUNK).parallel().forEach(chunk -> {
            int from = chunk * CHUNK;
            int to = Math.min(count, from + CHUNK);
            for (int i = from; i < to; i++) {
                draw(first + i, pixels, i * SIDE * SIDE);
            }
            synchronized (done) { // counting and telling together, so that the numbers told only grow
                finished.accept(done.addAndGet(to - from));
            }
        });
        return new IdxImages(count, SIDE, SIDE, pixels);
    }

    /**
     * Draws the whole set into the cache, unless it is there already; a few seconds. Of two processes that do so at
     * once, the later one takes what the earlier one made.
     *
     * @return the four files, in {@code cache/synth-digits-v1}
     * @throws dev.thresher.datasets.UserError where the cache is unwritable or its disk full; nothing half-made is left
     */
    public static IdxFiles generate(Path cache, Progress progress) {
        return generate(cache, TRAIN, TEST, progress);
    }

    /** As {@link #generate(Path, Progress)} with other counts. */
    static IdxFiles generate(Path cache, int train, int test, Progress progress) {
        Path folder = cache.resolve(FOLDER);
        Optional<IdxFiles> present = IdxFiles.find(folder);
        if (present.isPresent()) {
            return present.get();
        }
        AtomicFolder.write(folder, part -> write(IdxFiles.plain(part), train, test, progress));
        return IdxFiles.plain(folder);
    }

    private static void write(IdxFiles files, int train, int test, Progress progress) {
        IdxWriter.writeLabels(files.trainLabels(), IntStream.range(0, train).map(SynthDigits::label).toArray());
        IdxWriter.writeLabels(files.testLabels(), IntStream.range(train, train + test).map(SynthDigits::label).toArray());
        String what = NAME + ": drawing";
        int total = train + test;
        IdxWriter.writeImages(files.trainImages(), drawAll(0, train, done -> progress.update(what, done, total)));
        IdxWriter.writeImages(files.testImages(), drawAll(train, test, done -> progress.update(what, train + done, total)));
    }
}
