package dev.thresher.datasets;

/** Mean and deviation of each channel, image after image: images are merged by Chan's formula, which stays exact for any mean. */
final class ChannelStatistics {
    private static final int BATCH = 16;

    private final int channels;
    private final int plane;
    private final double[] mean;    // [channels]
    private final double[] squares; // [channels], sum of squared deviations from the mean
    private long images;

    private ChannelStatistics(ImageShape shape) {
        this.channels = shape.channels();
        this.plane = shape.plane();
        this.mean = new double[channels];
        this.squares = new double[channels];
    }

    static ChannelStatistics of(Examples examples, int atMost) {
        if (atMost < 1) {
            throw new IllegalArgumentException("statistics need one example or more, not " + atMost);
        }
        int count = Math.min(examples.count(), atMost);
        if (count == 0) {
            throw new UserError("no examples to compute mean and deviation from; give --mean and --std");
        }
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = (int) ((long) i * examples.count() / count);
        }
        ChannelStatistics statistics = new ChannelStatistics(examples.shape());
        Normalisation none = Normalisation.none(examples.shape().channels());
        Batch batch = new Batch(examples.shape().features(), Math.min(BATCH, count));
        for (int from = 0; from < count; from += BATCH) {
            examples.gather(order, from, Math.min(BATCH, count - from), none, Variation.NONE, batch);
            for (int n = 0; n < batch.count(); n++) {
                statistics.add(batch, n);
            }
        }
        return statistics;
    }

    private void add(Batch batch, int column) {
        float[] features = batch.features();
        int stride = batch.stride();
        images++;
        for (int c = 0; c < channels; c++) {
            int begin = c * plane * stride + column;
            double sum = 0;
            for (int i = 0; i < plane; i++) {
                sum += features[begin + i * stride];
            }
            double own = sum / plane;
            double deviation = 0;
            for (int i = 0; i < plane; i++) {
                double d = features[begin + i * stride] - own;
                deviation += d * d;
            }
            double shift = own - mean[c];
            mean[c] += shift / images;
            squares[c] += deviation + shift * shift * plane * (images - 1) / images;
        }
    }

    Normalisation normalisation() {
        float[] means = new float[channels];
        float[] deviations = new float[channels];
        for (int c = 0; c < channels; c++) {
            means[c] = (float) mean[c];
            deviations[c] = (float) Math.sqrt(squares[c] / ((double) images * plane));
            if (!(deviations[c] > 0)) {
                throw new UserError("channel " + c + " of the training examples has a standard deviation of " + deviations[c]
                        + ", which cannot be divided by; give --mean and --std");
            }
        }
        return new Normalisation(means, deviations);
    }
}
