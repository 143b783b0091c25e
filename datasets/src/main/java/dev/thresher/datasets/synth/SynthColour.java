package dev.thresher.datasets.synth;

import dev.thresher.datasets.AtomicFile;
import dev.thresher.datasets.AtomicFolder;
import dev.thresher.datasets.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A coloured set that needs no download: RGB images of 32 × 32 in ten classes, drawn by {@link Scene} and stored as
 * CIFAR-10's binary version is. A class is a {@link Figure} and which of two hues, warm or cool, it has within a rim of
 * the other; neither form nor colour alone tells it. Image i is a pure function of i, so it is the same on every machine,
 * drawn in any order; test images follow the training ones.
 */
public final class SynthColour {
    public static final String NAME = "synth-colour";
    /** Its folder in the cache. The number grows whenever an image changes. */
    public static final String FOLDER = NAME + "-v1";
    public static final int TRAIN = 50_000;
    public static final int TEST = 10_000;
    /** What the classes are called, by label. */
    public static final List<String> CLASSES = Stream.of(Figure.values())
            .map(figure -> figure.name().toLowerCase(Locale.ROOT))
            .flatMap(figure -> Stream.of("warm " + figure, "cool " + figure)).toList();

    /** The first ten training labels. */
    public static final List<Integer> FIRST_LABELS = IntStream.range(0, 10).mapToObj(SynthColour::label).toList();

    static final int SIDE = 32;
    /** Bytes of one image: red, green and blue plane. */
    static final int IMAGE = 3 * SIDE * SIDE;
    /** Bytes of one record: the label and the image. */
    static final int RECORD = 1 + IMAGE;
    private static final String TEST_BATCH = "test_batch.bin";
    private static final String META = "batches.meta.txt";
    private static final int TRAIN_BATCHES = 5;
    /** Another seed than that of {@link SynthDigits}, whose labels these would be otherwise. */
    private static final long SEED = 2;
    private static final int CHUNK = 250;
    private static final float[] MEAN = {0.4983f, 0.4993f, 0.4984f};
    private static final float[] STD = {0.2014f, 0.1655f, 0.2235f};

    private SynthColour() {
    }

    /** Means of all training pixels, scaled to [0, 1], one a channel; a test keeps them true. */
    public static float[] mean() {
        return MEAN.clone();
    }

    /** Standard deviations of all training pixels, scaled to [0, 1], one a channel; a test keeps them true. */
    public static float[] std() {
        return STD.clone();
    }

    /** The class of image {@code index}: twice the figure's number, and one more where the figure is cool. */
    static int label(int index) {
        return new Draws(SEED, index).below(CLASSES.size());
    }

    /** Draws image {@code index} to {@code pixels[offset …]}: the red plane, the green, the blue, each row by row. */
    static void draw(int index, byte[] pixels, int offset) {
        Draws draws = new Draws(SEED, index);
        int label = draws.below(CLASSES.size());
        new Scene(draws, Figure.values()[label / 2], label % 2 == 0).draw(pixels, offset);
    }

    /**
     * Draws {@code count} records of label and image from image {@code first} on, on all cores.
     *
     * @param finished hears how many are done, now and then, one call at a time
     */
    static byte[] drawAll(int first, int count, IntConsumer finished) {
        byte[] records = new byte[count * RECORD];
        AtomicInteger done = new AtomicInteger();
        IntStream.range(0, (count + CHUNK - 1) / CHUNK).parallel().forEach(chunk -> {
            int from = chunk * CHUNK;
            int to = Math.min(count, from + CHUNK);
            for (int i = from; i < to; i++) {
                records[i * RECORD] = (byte) label(first + i);
                draw(first + i, records, i * RECORD + 1);
            }
            synchronized (done) { // counting and telling together, so that the numbers told only grow
                finished.accept(done.addAndGet(to - from));
            }
        });
        return records;
    }

    /**
     * Draws the whole set into the cache, unless it is there already; some seconds. Of two processes that do so at once,
     * the later one takes what the earlier one made.
     *
     * @return the folder {@code cache/synth-colour-v1}: {@code data_batch_1.bin} to {@code data_batch_5.bin},
     *     {@code test_batch.bin} and {@code batches.meta.txt}
     * @throws dev.thresher.datasets.UserError where the cache is unwritable or its disk full; nothing half-made is left
     */
    public static Path generate(Path cache, Progress progress) {
        return generate(cache, TRAIN / TRAIN_BATCHES, TEST, progress);
    }

    /** As {@link #generate(Path, Progress)} with other counts of images in a training batch and in the test batch. */
    static Path generate(Path cache, int batch, int test, Progress progress) {
        Path folder = cache.resolve(FOLDER);
        if (!files().stream().map(folder::resolve).allMatch(Files::isRegularFile)) {
            AtomicFolder.write(folder, part -> write(part, batch, test, progress));
        }
        return folder;
    }

    private static List<String> files() {
        return Stream.concat(IntStream.rangeClosed(1, TRAIN_BATCHES).mapToObj(SynthColour::batch), Stream.of(TEST_BATCH, META)).toList();
    }

    private static String batch(int number) {
        return "data_batch_" + number + ".bin";
    }

    private static void write(Path folder, int batch, int test, Progress progress) {
        String what = NAME + ": drawing";
        int train = TRAIN_BATCHES * batch;
        for (int i = 0; i < TRAIN_BATCHES; i++) {
            int first = i * batch;
            byte[] records = drawAll(first, batch, done -> progress.update(what, first + done, train + test));
            AtomicFile.write(folder.resolve(batch(i + 1)), out -> out.write(records));
        }
        byte[] records = drawAll(train, test, done -> progress.update(what, train + done, train + test));
        AtomicFile.write(folder.resolve(TEST_BATCH), out -> out.write(records));
        AtomicFile.write(folder.resolve(META), out -> out.write((String.join("\n", CLASSES) + "\n").getBytes(StandardCharsets.US_ASCII)));
    }
}
