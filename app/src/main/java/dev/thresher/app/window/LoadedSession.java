package dev.thresher.app.window;

import dev.thresher.app.window.run.TrainingSession;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.RunState;
import dev.thresher.engine.mask.LayerWeights;
import dev.thresher.engine.run.Summary;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A real training that shows a made-up log of many layers and steps, which grows by a row with each of its steps. For measurements. */
final class LoadedSession implements TrainingSession {
    private static final long EVERY_MS = 50;

    private final TrainingSession real;
    private final RunLog log;
    private final Random random = new Random(1);
    private final float[] row;
    private volatile boolean over;

    /** @param series curves of the chart of remaining ratios, at least 2 */
    LoadedSession(TrainingSession real, int series, int points) {
        this.real = real;
        List<String> layers = IntStream.range(0, series - 1).mapToObj(i -> "block" + (1 + i / 15) + ".layer." + i % 15).toList();
        log = RunLog.empty(real.log().name(), real.log().experiment(), layers, points + (1 << 18));
        row = new float[log.steps().names().size()];
        while (log.steps().size() < points) {
            append();
        }
    }

    /** Curves that fall, each at its own pace, with noise from step to step. */
    private void append() {
        int step = log.steps().size() + 1;
        int layers = log.steps().layers().size();
        row[0] = 1 + step / 1000;
        row[1] = 0.1f;
        row[3] = (float) (2 * Math.exp(-step / 2e4) + 0.2 * random.nextDouble());
        row[2] = row[3];
        row[4] = 100;
        row[5] = (float) Math.exp(-step / 1e5);
        for (int i = 0; i < layers; i++) {
            row[6 + i] = (float) (Math.exp(-step * (1 + i % 10) / 3e5) * (1 - 0.05 * random.nextDouble()));
        }
        for (int i = 6 + layers; i < row.length; i++) {
            row[i] = random.nextInt(500); // pruned and recovered
        }
        log.steps().append(row);
    }

    private void grow() {
        int seen = real.step();
        try {
            while (!over) {
                Thread.sleep(EVERY_MS);
                for (int now = real.step(); seen < now; seen++) {
                    append();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public RunLog log() {
        return log;
    }

    @Override
    public Path folder() {
        return real.folder();
    }

    @Override
    public Summary run() {
        Thread.ofPlatform().daemon().name("thresher-made-up-log").start(this::grow);
        try {
            return real.run();
        } finally {
            over = true;
        }
    }

    @Override
    public RunState state() {
        return real.state();
    }

    @Override
    public int step() {
        return real.step();
    }

    @Override
    public int totalSteps() {
        return real.totalSteps();
    }

    @Override
    public double stepsPerSecond() {
        return real.stepsPerSecond();
    }

    @Override
    public double secondsLeft() {
        return real.secondsLeft();
    }

    @Override
    public String device() {
        return real.device();
    }

    @Override
    public void pause() {
        real.pause();
    }

    @Override
    public void resume() {
        real.resume();
    }

    @Override
    public void stepOnce() {
        real.stepOnce();
    }

    @Override
    public void stop() {
        real.stop();
    }

    @Override
    public double alpha() {
        return real.alpha();
    }

    @Override
    public void changeAlpha(double alpha) {
        real.changeAlpha(alpha);
    }

    @Override
    public double learningRate() {
        return real.learningRate();
    }

    @Override
    public void changeLearningRate(double rate) {
        real.changeLearningRate(rate);
    }

    @Override
    public boolean masksFrozen() {
        return real.masksFrozen();
    }

    @Override
    public void freezeMasks(boolean on) {
        real.freezeMasks(on);
    }

    @Override
    public CompletableFuture<LayerWeights> copyWeights(String layer) {
        return real.copyWeights(layer);
    }

    @Override
    public void close() {
        over = true;
        real.close();
    }
}
