package dev.thresher.engine.backend.cpu;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Batch norm, a channel a piece. Lanes are summed in single precision over a few dozen vectors at a time, and these sums in double
 * precision in a fixed order: as exact as the plain loops, and the same for any number of threads.
 */
final class BatchNormalisation implements Workers.Task {
    private enum Kind { TRAINING, INFERENCE, GRADIENT }

    private static final int VECTORS_A_SUM = 32;

    private Kind kind;
    private Channels c;
    private float momentum;
    private float epsilon;
    private float[] x;
    private float[] y;      // Y or dY
    private float[] dx;
    private float[] dGamma;
    private float[] dBeta;
    private int stride;
    private int whole;      // columns in whole vectors
    private VectorMask<Float> filled = Lanes.SPECIES.maskAll(false); // lanes of the last, partly filled vector
    private int restColumns;
    private float[] lanes = new float[0]; // [channels, 2 · lanes]

    void training(Workers workers, Channels channels, float newMomentum, float newEpsilon, CpuTensor to) {
        momentum = newMomentum;
        epsilon = newEpsilon;
        run(workers, Kind.TRAINING, channels, to);
    }

    void inference(Workers workers, Channels channels, float newEpsilon, CpuTensor to) {
        epsilon = newEpsilon;
        run(workers, Kind.INFERENCE, channels, to);
    }

    void gradient(Workers workers, Channels channels, CpuTensor dy, float[] newDGamma, float[] newDBeta, CpuTensor newDx) {
        dGamma = newDGamma;
        dBeta = newDBeta;
        dx = newDx.data();
        run(workers, Kind.GRADIENT, channels, dy);
    }

    private void run(Workers workers, Kind newKind, Channels channels, CpuTensor newY) {
        kind = newKind;
        c = channels;
        x = channels.x().data();
        y = newY.data();
        stride = channels.x().stride();
        int columns = channels.x().columns();
        whole = columns / Lanes.COUNT * Lanes.COUNT;
        if (columns - whole != restColumns) {
            restColumns = columns - whole;
            filled = Lanes.SPECIES.indexInRange(whole, columns);
        }
        if (lanes.length < channels.count() * 2 * Lanes.COUNT) {
            lanes = new float[channels.count() * 2 * Lanes.COUNT];
        }
        workers.run(this, channels.count());
    }

    @Override
    public void run(int channel) {
        switch (kind) {
            case TRAINING -> {
                double mean = sum(channel) / c.entries();
                c.keep(channel, mean, squares(channel, (float) mean), momentum, epsilon);
                apply(channel, mean, c.inverseDeviation()[channel]);
            }
            case INFERENCE -> apply(channel, c.runningMean()[channel],
                    (float) (1 / Math.sqrt(c.runningVariance()[channel] + (double) epsilon)));
            case GRADIENT -> gradient(channel);
        }
    }

    private double sum(int channel) {
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        double total = 0;
        int pending = 0;
        int end = c.start(channel) + c.positions() * stride;
        for (int row = c.start(channel); row < end; row += stride) {
            for (int n = 0; n < whole; n += Lanes.COUNT) {
                sum = sum.add(FloatVector.fromArray(Lanes.SPECIES, x, row + n));
            }
            if (restColumns > 0) {
                sum = sum.add(FloatVector.fromArray(Lanes.SPECIES, x, row + whole), filled);
            }
            pending += stride / Lanes.COUNT;
            if (pending >= VECTORS_A_SUM) {
                total += drain(sum, channel, 0);
                sum = FloatVector.zero(Lanes.SPECIES);
                pending = 0;
            }
        }
        return total + drain(sum, channel, 0);
    }

    private double squares(int channel, float mean) {
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        double total = 0;
        int pending = 0;
        int end = c.start(channel) + c.positions() * stride;
        for (int row = c.start(channel); row < end; row += stride) {
            for (int n = 0; n < whole; n += Lanes.COUNT) {
                FloatVector away = FloatVector.fromArray(Lanes.SPECIES, x, row + n).sub(mean);
                sum = away.fma(away, sum);
            }
            if (restColumns > 0) {
                FloatVector away = FloatVector.fromArray(Lanes.SPECIES, x, row + whole).sub(mean);
                sum = sum.add(away.mul(away), filled);
            }
            pending += stride / Lanes.COUNT;
            if (pending >= VECTORS_A_SUM) {
                total += drain(sum, channel, 0);
                sum = FloatVector.zero(Lanes.SPECIES);
                pending = 0;
            }
        }
        return total + drain(sum, channel, 0);
    }

    /** The lanes' sum, added up one by one: reduceLanes leaves the order open. */
    private double drain(FloatVector sum, int channel, int half) {
        int at = (2 * channel + half) * Lanes.COUNT;
        sum.intoArray(lanes, at);
        double total = 0;
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            total += lanes[at + lane];
        }
        return total;
    }

    /** The mean is taken off first, and in two parts, so that what is nearly zero falls on the right side of a ReLU. */
    private void apply(int channel, double exactMean, float inverse) {
        float mean = (float) exactMean;
        float rest = (float) (exactMean - mean);
        float scale = c.gamma()[channel] * inverse;
        float beta = c.beta()[channel];
        int end = c.start(channel) + c.positions() * stride;
        for (int row = c.start(channel); row < end; row += stride) {
            for (int n = 0; n < whole; n += Lanes.COUNT) {
                FloatVector.fromArray(Lanes.SPECIES, x, row + n).sub(mean).sub(rest).mul(scale).add(beta).intoArray(y, row + n);
            }
            if (restColumns > 0) {
                FloatVector last = FloatVector.fromArray(Lanes.SPECIES, x, row + whole).sub(mean).sub(rest).mul(scale).add(beta);
                FloatVector.zero(Lanes.SPECIES).blend(last, filled).intoArray(y, row + whole);
            }
            clearPadding(y, row);
        }
    }

    /** A vector of eight lanes that is nothing but padding: there is at most one. */
    private void clearPadding(float[] to, int row) {
        int used = restColumns > 0 ? whole + Lanes.COUNT : whole;
        if (used < stride) {
            Arrays.fill(to, row + used, row + stride, 0f);
        }
    }

    private void gradient(int channel) {
        float mean = c.mean()[channel];
        float inverse = c.inverseDeviation()[channel];
        FloatVector sum = FloatVector.zero(Lanes.SPECIES);
        FloatVector along = FloatVector.zero(Lanes.SPECIES);
        double total = 0;
        double totalAlong = 0;
        int pending = 0;
        int end = c.start(channel) + c.positions() * stride;
        for (int row = c.start(channel); row < end; row += stride) {
            for (int n = 0; n < stride; n += Lanes.COUNT) { // dY is zero in the padding
                FloatVector d = FloatVector.fromArray(Lanes.SPECIES, y, row + n);
                sum = sum.add(d);
                along = FloatVector.fromArray(Lanes.SPECIES, x, row + n).sub(mean).fma(d, along);
            }
            pending += stride / Lanes.COUNT;
            if (pending >= VECTORS_A_SUM) {
                total += drain(sum, channel, 0);
                totalAlong += drain(along, channel, 1);
                sum = FloatVector.zero(Lanes.SPECIES);
                along = sum;
                pending = 0;
            }
        }
        total += drain(sum, channel, 0);
        totalAlong = (totalAlong + drain(along, channel, 1)) * inverse;
        dBeta[channel] = (float) total;
        dGamma[channel] = (float) totalAlong;
        double scale = (double) c.gamma()[channel] * inverse;
        // scale · (dY − total / m − (x − mean) · inverse · totalAlong / m) as one multiple of dY, one of x − mean, and a constant
        FloatVector ofX = FloatVector.broadcast(Lanes.SPECIES, (float) (-scale * inverse * totalAlong / c.entries()));
        float constant = (float) (-scale * total / c.entries());
        for (int row = c.start(channel); row < end; row += stride) {
            for (int n = 0; n < whole; n += Lanes.COUNT) {
                inputGradient(row + n, mean, (float) scale, ofX, constant).intoArray(dx, row + n);
            }
            if (restColumns > 0) {
                FloatVector last = inputGradient(row + whole, mean, (float) scale, ofX, constant);
                FloatVector.zero(Lanes.SPECIES).blend(last, filled).intoArray(dx, row + whole);
            }
            clearPadding(dx, row);
        }
    }

    private FloatVector inputGradient(int at, float mean, float scale, FloatVector ofX, float constant) {
        return FloatVector.fromArray(Lanes.SPECIES, x, at).sub(mean)
                .fma(ofX, FloatVector.fromArray(Lanes.SPECIES, y, at).mul(scale).add(constant));
    }
}
