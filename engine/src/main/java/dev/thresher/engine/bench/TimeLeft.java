package dev.thresher.engine.bench;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How long a benchmark still takes: estimates of its stages, made before anything is known of the network's speed and scaled by how the
 * stages until now turned out.
 */
final class TimeLeft {
    private final Map<String, Double> estimates;
    private final Consumer<BenchProgress> progress;
    private final LongSupplier nanoTime;
    private final long start;
    private String stage;
    private double estimatedDone; // by the stages before this one

    /** @param estimates seconds of each stage, by what it measures, in their order */
    TimeLeft(Map<String, Double> estimates, Consumer<BenchProgress> progress, LongSupplier nanoTime) {
        this.estimates = estimates;
        this.progress = progress;
        this.nanoTime = nanoTime;
        start = nanoTime.getAsLong();
    }

    /** The next stage begins; one may be left out. */
    void begin(String name) {
        estimatedDone = 0;
        for (Map.Entry<String, Double> each : estimates.entrySet()) {
            if (each.getKey().equals(name)) {
                stage = name;
                tell(each.getValue() * scale(0, 0));
                return;
            }
            estimatedDone += each.getValue();
        }
        throw new IllegalArgumentException("no stage " + name);
    }

    /** This stage will go on for so long. */
    void secondsLeft(double ofThisStage) {
        tell(ofThisStage);
    }

    private void tell(double ofThisStage) {
        double own = estimates.get(stage);
        double after = estimates.values().stream().mapToDouble(Double::doubleValue).sum() - estimatedDone - own;
        progress.accept(new BenchProgress(stage, ofThisStage + after * scale(own, ofThisStage)));
    }

    /** How much longer than estimated it takes, by all that is known. */
    private double scale(double estimatedNow, double leftNow) {
        double estimated = estimatedDone + estimatedNow;
        double actual = (nanoTime.getAsLong() - start) / 1e9 + leftNow;
        return estimated <= 0 ? 1 : actual / estimated;
    }
}
