package dev.thresher.datasets;

import java.util.Arrays;

/**
 * Bilinear scaling along one axis, as Pillow does it: where an image shrinks, the triangle grows with it, so every pixel of
 * the source counts and fine patterns do not alias. Weights are whole numbers with {@value #BITS} fractional bits, so
 * every machine computes the same bytes.
 */
public final class Bilinear {
    private static final int BITS = 22;
    private static final int HALF = 1 << (BITS - 1);

    private final int count;
    private final int most;      // the most source pixels that one output pixel takes
    private final int[] first;   // [count], source pixel of the first weight
    private final int[] length;  // [count], number of weights
    private final int[] weights; // [count, most]

    /**
     * Weights for the pixels {@code from … from + count − 1} of an axis scaled from {@code source} to {@code target} pixels.
     *
     * @param flip whether they come out in reverse
     */
    public Bilinear(int source, int target, int from, int count, boolean flip) {
        double scale = (double) source / target;
        double support = Math.max(1, scale);
        double narrowing = 1 / support;
        this.count = count;
        this.most = (int) Math.ceil(support) * 2 + 1;
        this.first = new int[count];
        this.length = new int[count];
        this.weights = new int[count * most];
        double[] triangle = new double[most];
        for (int i = 0; i < count; i++) {
            int at = flip ? count - 1 - i : i;
            double centre = (from + i + 0.5) * scale;
            int low = Math.max(0, (int) (centre - support + 0.5));
            int high = Math.min(source, (int) (centre + support + 0.5));
            double sum = 0;
            for (int k = 0; k < high - low; k++) {
                triangle[k] = Math.max(0, 1 - Math.abs((k + low - centre + 0.5) * narrowing));
                sum += triangle[k];
            }
            first[at] = low;
            length[at] = high - low;
            for (int k = 0; k < high - low; k++) {
                weights[at * most + k] = (int) (0.5 + triangle[k] / sum * (1 << BITS));
            }
        }
    }

    /** The first source pixel that any output pixel needs. */
    public int begin() {
        return Math.min(first[0], first[count - 1]);
    }

    /** One past the last source pixel that any output pixel needs. */
    public int end() {
        return Math.max(first[0] + length[0], first[count - 1] + length[count - 1]);
    }

    /**
     * Scales a line: output pixel i goes to {@code out[outAt + i · outStep]}, source pixel j lies at
     * {@code in[inAt + j · inStep]}; bytes are unsigned.
     */
    public void apply(byte[] in, int inAt, int inStep, byte[] out, int outAt, int outStep) {
        for (int i = 0; i < count; i++) {
            int sum = HALF;
            int w = i * most;
            int source = inAt + first[i] * inStep;
            for (int end = w + length[i]; w < end; w++, source += inStep) {
                sum += (in[source] & 0xFF) * weights[w];
            }
            out[outAt + i * outStep] = (byte) Math.min(255, sum >> BITS);
        }
    }

    /**
     * Scales a plane, first its rows and then its columns, rounding to bytes in between.
     *
     * @param in rows of {@code inWidth} bytes, the first at {@code inAt}
     * @param between room for {@code columns.count · (rows.end() − rows.begin())} bytes
     * @param out {@code rows.count × columns.count} bytes from {@code outAt} on
     */
    public static void plane(Bilinear rows, Bilinear columns, byte[] in, int inAt, int inWidth, byte[] between, byte[] out, int outAt) {
        int begin = rows.begin();
        int end = rows.end();
        int width = columns.count;
        for (int y = begin; y < end; y++) {
            columns.apply(in, inAt + y * inWidth, 1, between, (y - begin) * width, 1);
        }
        rows.applyRows(between, width, begin, out, outAt);
    }

    /** Scales all columns of a plane together: the inner loop runs along a row, where bytes lie side by side. */
    private void applyRows(byte[] in, int width, int begin, byte[] out, int outAt) {
        int[] sums = new int[width];
        for (int i = 0; i < count; i++) {
            Arrays.fill(sums, HALF);
            for (int k = 0; k < length[i]; k++) {
                int weight = weights[i * most + k];
                int row = (first[i] + k - begin) * width;
                for (int x = 0; x < width; x++) {
                    sums[x] += (in[row + x] & 0xFF) * weight;
                }
            }
            for (int x = 0; x < width; x++) {
                out[outAt + i * width + x] = (byte) Math.min(255, sums[x] >> BITS);
            }
        }
    }
}
