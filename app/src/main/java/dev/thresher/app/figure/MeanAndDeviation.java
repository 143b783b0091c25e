package dev.thresher.app.figure;

/**
 * Mean and sample standard deviation (n − 1).
 *
 * @param mean NaN for no value
 * @param deviation NaN for fewer than two values
 */
public record MeanAndDeviation(double mean, double deviation, int count) {
    /** Of the values that are known. */
    public static MeanAndDeviation of(double... values) {
        double sum = 0;
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        double mean = count == 0 ? Double.NaN : sum / count;
        double squares = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                squares += (value - mean) * (value - mean);
            }
        }
        return new MeanAndDeviation(mean, count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1)), count);
    }
}
