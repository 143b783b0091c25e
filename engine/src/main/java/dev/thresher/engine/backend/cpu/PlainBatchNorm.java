package dev.thresher.engine.backend.cpu;

/** Batch norm in plain loops, sums in double precision. */
final class PlainBatchNorm {
    private PlainBatchNorm() {
    }

    static void training(Channels c, float momentum, float epsilon, CpuTensor y) {
        for (int channel = 0; channel < c.count(); channel++) {
            double sum = 0;
            for (int i = 0; i < c.entries(); i++) {
                sum += c.x().data()[at(c, channel, i)];
            }
            double mean = sum / c.entries();
            double squares = 0;
            for (int i = 0; i < c.entries(); i++) {
                double away = c.x().data()[at(c, channel, i)] - mean;
                squares += away * away;
            }
            c.keep(channel, mean, squares, momentum, epsilon);
            apply(c, channel, mean, c.inverseDeviation()[channel], y);
        }
    }

    static void inference(Channels c, float epsilon, CpuTensor y) {
        for (int channel = 0; channel < c.count(); channel++) {
            apply(c, channel, c.runningMean()[channel], (float) (1 / Math.sqrt(c.runningVariance()[channel] + (double) epsilon)), y);
        }
    }

    /** The mean is taken off before anything is rounded, so that what is nearly zero falls on the right side of a ReLU. */
    private static void apply(Channels c, int channel, double mean, float inverse, CpuTensor y) {
        float scale = c.gamma()[channel] * inverse;
        for (int i = 0; i < c.positions(); i++) {
            int row = c.start(channel) + i * c.x().stride();
            for (int n = 0; n < c.x().stride(); n++) {
                y.data()[row + n] = n < c.x().columns() ? (float) (c.x().data()[row + n] - mean) * scale + c.beta()[channel] : 0f;
            }
        }
    }

    /** dβ = Σ dY; dγ = Σ dY x̂; dX = γ / deviation · (dY − dβ / m − x̂ dγ / m) with x̂ the normalised X and m the number of entries. */
    static void gradient(Channels c, CpuTensor dy, float[] dGamma, float[] dBeta, CpuTensor dx) {
        for (int channel = 0; channel < c.count(); channel++) {
            double sum = 0;
            double along = 0;
            for (int i = 0; i < c.entries(); i++) {
                int at = at(c, channel, i);
                sum += dy.data()[at];
                along += dy.data()[at] * normalised(c, channel, at);
            }
            dBeta[channel] = (float) sum;
            dGamma[channel] = (float) along;
            double scale = c.gamma()[channel] * c.inverseDeviation()[channel];
            for (int i = 0; i < c.positions(); i++) {
                int row = c.start(channel) + i * c.x().stride();
                for (int n = 0; n < c.x().stride(); n++) {
                    dx.data()[row + n] = n >= c.x().columns() ? 0f : (float) (scale * (dy.data()[row + n] - sum / c.entries()
                            - normalised(c, channel, row + n) * along / c.entries()));
                }
            }
        }
    }

    private static double normalised(Channels c, int channel, int at) {
        return (c.x().data()[at] - (double) c.mean()[channel]) * c.inverseDeviation()[channel];
    }

    /** Where entry {@code i} of a channel lies, padding left out. */
    private static int at(Channels c, int channel, int i) {
        return c.start(channel) + i / c.x().columns() * c.x().stride() + i % c.x().columns();
    }
}
