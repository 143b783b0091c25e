package dev.thresher.datasets;

/**
 * Images of a batch as bytes, one after the other, and what is left to do with each: for devices that crop, flip and normalise
 * themselves, to which they are a quarter of what the numbers would be. What is drawn is drawn here, so that every device shows the same
 * pictures, and a device makes the very numbers that {@link Examples#gather} makes of them elsewhere.
 */
public final class PackedImages {
    /** Numbers in {@link #parts()} for each image. */
    public static final int PART = 5;

    private final ImageShape shape;
    private final byte[] pixels; // [capacity, C·H·W]
    private final int[] parts;   // [capacity, PART]
    private Augmentation rest = Augmentation.NONE;
    private float[] values = {};

    PackedImages(ImageShape shape, int capacity) {
        this.shape = shape;
        this.pixels = new byte[Math.multiplyExact(capacity, shape.features())];
        this.parts = new int[Math.multiplyExact(capacity, PART)];
    }

    /**
     * What follows: called before the first image.
     *
     * @param left what is left to do, and {@link #parts()} says how
     * @param ofBytes as {@link Normalisation#ofBytes()} gives it
     */
    public void begin(Augmentation left, float[] ofBytes) {
        rest = left;
        values = ofBytes;
    }

    /** The part of image {@code n} that is to be seen. */
    void part(int n, int top, int left, int height, int width, boolean flip) {
        int at = n * PART;
        parts[at] = top;
        parts[at + 1] = left;
        parts[at + 2] = height;
        parts[at + 3] = width;
        parts[at + 4] = flip ? 1 : 0;
    }

    public ImageShape shape() {
        return shape;
    }

    /** What is left to do before bytes become values. */
    public Augmentation rest() {
        return rest;
    }

    /** {@code [capacity, C·H·W]}: to fill, and to read. */
    public byte[] pixels() {
        return pixels;
    }

    /**
     * {@code [capacity, PART]}: first row and first column of the part, which lie outside of the image where it begins in the padding; its height and
     * width; 1 where it is then mirrored from left to right. They mean nothing where nothing is left to do.
     */
    public int[] parts() {
        return parts;
    }

    /** {@code [C · 256]}: the normalised value of each byte of each channel. */
    public float[] values() {
        return values;
    }
}
