package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Epilogue;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.backend.Window;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * An epilogue in one pass, a channel a piece; or a few rows of a channel at a time, by whoever has just computed them and finds them in the
 * first-level cache. Pooling takes part where windows lie side by side, without padding. Every entry is made by the operations of
 * {@link BatchNormalisation}, {@link Elementwise} and {@link Pooling} in their order.
 */
final class EpilogueLanes implements Workers.Task {
    private final Pooling pooling = new Pooling();
    private float[] mean = new float[0]; // [channels]
    private float[] scale = new float[0];
    private float[] shift = new float[0];
    private float floor; // of every entry: 0 with a ReLU
    private int poolHeight;
    private int poolWidth;
    private boolean greatest;
    private boolean pools;

    private float[] in;
    private float[] out;
    private int stride;
    private int positions; // a channel, of X
    private int width;     // of X, where pooled
    private int outHeight; // rows of the result, where pooled; else positions
    private int outWidth;

    /** Makes ready for {@link #apply}. @return whether that does all of it, pooling included */
    boolean fits(Epilogue then, int channels) {
        plan(then, channels);
        return then.pool() == null || pools;
    }

    private void plan(Epilogue then, int channels) {
        if (mean.length < channels) {
            mean = new float[channels];
            scale = new float[channels];
            shift = new float[channels];
        }
        for (int channel = 0; channel < channels; channel++) {
            channel(then.norm(), channel);
        }
        floor = then.rectified() ? 0f : Float.NEGATIVE_INFINITY;
        pools = poolsAlong(then);
        poolHeight = pools ? then.pool().window().kernelHeight() : 1;
        poolWidth = pools ? then.pool().window().kernelWidth() : 1;
        greatest = pools && then.pool().greatest();
    }

    private void channel(Epilogue.Norm norm, int channel) {
        mean[channel] = norm == null ? 0f : entry(norm.runningMean(), channel);
        shift[channel] = norm == null ? 0f : entry(norm.beta(), channel);
        scale[channel] = norm == null ? 1f : entry(norm.gamma(), channel)
                * (float) (1 / Math.sqrt(entry(norm.runningVariance(), channel) + (double) norm.epsilon()));
    }

    private static float entry(Tensor perChannel, int channel) {
        return ((CpuTensor) perChannel).data()[channel];
    }

    /** Whether the pooling, if there is one, can be done as part of it. */
    private static boolean poolsAlong(Epilogue then) {
        if (then.pool() == null) {
            return false;
        }
        Window w = then.pool().window();
        return w.kernelHeight() == w.strideHeight() && w.kernelWidth() == w.strideWidth() && w.padHeight() == 0 && w.padWidth() == 0;
    }

    /** Rows of X for one of the result. */
    int poolHeight() {
        return poolHeight;
    }

    /** Columns of X for one of the result. */
    int poolWidth() {
        return poolWidth;
    }

    /** All of it, from X in memory. */
    void run(Workers workers, Epilogue then, int channels) {
        plan(then, channels);
        CpuTensor x = (CpuTensor) then.sums();
        CpuTensor y = (CpuTensor) (pools ? then.result() : then.unpooled());
        in = x.data();
        out = y.data();
        stride = x.stride();
        positions = x.rows() / channels;
        width = pools ? then.pool().window().width() : 1;
        outHeight = pools ? then.pool().window().outHeight() : positions;
        outWidth = pools ? then.pool().window().outWidth() : 1;
        workers.run(this, channels);
        if (then.pool() == null || pools) {
            return;
        }
        Window window = then.pool().window();
        if (then.pool().greatest()) {
            pooling.max(workers, window, Shapes.images("X", y, window), Shapes.pooled("Y", then.result(), window, y));
        } else {
            pooling.average(workers, window, Shapes.images("X", y, window), Shapes.pooled("Y", then.result(), window, y));
        }
    }

    @Override
    public void run(int channel) {
        int from = channel * positions * stride;
        int to = channel * outHeight * outWidth * stride;
        if (pools) {
            apply(channel, in, from, width * stride, stride, out, to, outWidth * stride, stride, outHeight, outWidth, stride);
        } else {
            apply(channel, in, from, 0, 0, out, to, 0, 0, 1, 1, positions * stride);
        }
    }

    /**
     * Some rows of the result.
     *
     * @param fromRow distance between rows of X
     * @param fromColumn distance between columns of X
     * @param rows of the result
     * @param columns of the result
     * @param lanes of each entry
     */
    void apply(int channel, float[] from, int fromAt, int fromRow, int fromColumn, float[] to, int toAt, int toRow, int toColumn, int rows,
               int columns, int lanes) {
        if (!pools) {
            entries(channel, from, fromAt, fromRow, fromColumn, to, toAt, toRow, toColumn, rows, columns, lanes);
        } else if (greatest) {
            greatest(channel, from, fromAt, fromRow, fromColumn, to, toAt, toRow, toColumn, rows, columns, lanes);
        } else {
            means(channel, from, fromAt, fromRow, fromColumn, to, toAt, toRow, toColumn, rows, columns, lanes);
        }
    }

    // Each has all of its loops in one method, for vectors that cross a call may end up on the heap; and one loop for all lanes of a row of
    // columns, for they are few a column.
    private void entries(int channel, float[] from, int fromAt, int fromRow, int fromColumn, float[] to, int toAt, int toRow, int toColumn,
                         int rows, int columns, int lanes) {
        FloatVector less = FloatVector.broadcast(Lanes.SPECIES, mean[channel]);
        FloatVector times = FloatVector.broadcast(Lanes.SPECIES, scale[channel]);
        FloatVector more = FloatVector.broadcast(Lanes.SPECIES, shift[channel]);
        FloatVector least = FloatVector.broadcast(Lanes.SPECIES, floor);
        for (int row = 0; row < rows; row++) {
            int read = fromAt + row * fromRow;
            int write = toAt + row * toRow;
            int n = 0;
            for (int left = columns * lanes; left > 0; left -= Lanes.COUNT) {
                FloatVector x = FloatVector.fromArray(Lanes.SPECIES, from, read + n).sub(less).mul(times).add(more);
                x.blend(least, x.compare(VectorOperators.LT, least)).intoArray(to, write + n);
                n += Lanes.COUNT;
                if (n == lanes) {
                    n = 0;
                    read += fromColumn;
                    write += toColumn;
                }
            }
        }
    }

    /** Norm and ReLU keep or turn round the order of numbers, rounding and all: so they are done to the greatest, or to the least. */
    private void greatest(int channel, float[] from, int fromAt, int fromRow, int fromColumn, float[] to, int toAt, int toRow, int toColumn,
                          int rows, int columns, int lanes) {
        FloatVector less = FloatVector.broadcast(Lanes.SPECIES, mean[channel]);
        FloatVector times = FloatVector.broadcast(Lanes.SPECIES, scale[channel]);
        FloatVector more = FloatVector.broadcast(Lanes.SPECIES, shift[channel]);
        FloatVector least = FloatVector.broadcast(Lanes.SPECIES, floor);
        boolean turned = scale[channel] < 0;
        boolean byTwo = poolHeight == 2 && poolWidth == 2 && !turned;
        for (int row = 0; row < rows; row++) {
            int read = fromAt + row * poolHeight * fromRow;
            int write = toAt + row * toRow;
            int n = 0;
            for (int left = columns * lanes; left > 0; left -= Lanes.COUNT) {
                FloatVector best = FloatVector.fromArray(Lanes.SPECIES, from, read + n);
                if (byTwo) {
                    best = best.max(FloatVector.fromArray(Lanes.SPECIES, from, read + fromColumn + n));
                    best = best.max(FloatVector.fromArray(Lanes.SPECIES, from, read + fromRow + n));
                    best = best.max(FloatVector.fromArray(Lanes.SPECIES, from, read + fromRow + fromColumn + n));
                } else {
                    for (int i = 0; i < poolHeight; i++) {
                        for (int j = 0; j < poolWidth; j++) {
                            FloatVector next = FloatVector.fromArray(Lanes.SPECIES, from, read + i * fromRow + j * fromColumn + n);
                            best = turned ? best.min(next) : best.max(next);
                        }
                    }
                }
                FloatVector y = best.sub(less).mul(times).add(more);
                y.blend(least, y.compare(VectorOperators.LT, least)).intoArray(to, write + n);
                n += Lanes.COUNT;
                if (n == lanes) {
                    n = 0;
                    read += poolWidth * fromColumn;
                    write += toColumn;
                }
            }
        }
    }

    private void means(int channel, float[] from, int fromAt, int fromRow, int fromColumn, float[] to, int toAt, int toRow, int toColumn,
                       int rows, int columns, int lanes) {
        FloatVector less = FloatVector.broadcast(Lanes.SPECIES, mean[channel]);
        FloatVector times = FloatVector.broadcast(Lanes.SPECIES, scale[channel]);
        FloatVector more = FloatVector.broadcast(Lanes.SPECIES, shift[channel]);
        FloatVector least = FloatVector.broadcast(Lanes.SPECIES, floor);
        float share = 1f / (poolHeight * poolWidth);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int read = fromAt + row * poolHeight * fromRow + column * poolWidth * fromColumn;
                int write = toAt + row * toRow + column * toColumn;
                for (int n = 0; n < lanes; n += Lanes.COUNT) {
                    FloatVector sum = FloatVector.zero(Lanes.SPECIES);
                    for (int i = 0; i < poolHeight; i++) {
                        for (int j = 0; j < poolWidth; j++) {
                            sum = sum.add(FloatVector.fromArray(Lanes.SPECIES, from, read + i * fromRow + j * fromColumn + n).sub(less)
                                    .mul(times).add(more).max(least));
                        }
                    }
                    sum.mul(share).intoArray(to, write + n);
                }
            }
        }
    }
}
