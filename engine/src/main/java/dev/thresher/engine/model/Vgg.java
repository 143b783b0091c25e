package dev.thresher.engine.model;

import static dev.thresher.engine.model.Sketch.averagePool;
import static dev.thresher.engine.model.Sketch.batchNorm;
import static dev.thresher.engine.model.Sketch.conv;
import static dev.thresher.engine.model.Sketch.linear;
import static dev.thresher.engine.model.Sketch.maxPool;
import static dev.thresher.engine.model.Sketch.relu;

import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.Operation;
import dev.thresher.engine.model.spec.Operation.Flatten;
import java.util.List;

/**
 * VGG (Simonyan and Zisserman 2015) for small images: 3×3 convolutions with batch norm in five stages, max pools between them, a
 * 2×2 average pool behind them, and one hidden layer of 512 with batch norm. Names are those of PyTorch's sequences: feature.0, …
 */
final class Vgg {
    /** Initial γ behind convolutions; behind the hidden layer it is 1, as in the published code. */
    private static final double SCALE = 0.5;
    private static final int HIDDEN = 512;
    private static final int[] WIDTHS = {64, 128, 256, 512, 512};

    private Vgg() {
    }

    /** @param depth 11, 13, 16 or 19 layers with weights, of which the last three are counted as in the original */
    static ModelSpec spec(int depth) {
        int[] convolutions = switch (depth) {
            case 11 -> new int[] {1, 1, 2, 2, 2};
            case 13 -> new int[] {2, 2, 2, 2, 2};
            case 16 -> new int[] {2, 2, 3, 3, 3};
            case 19 -> new int[] {2, 2, 4, 4, 4};
            default -> throw new IllegalArgumentException("no VGG of depth " + depth);
        };
        Sketch net = new Sketch();
        for (int stage = 0; stage < WIDTHS.length; stage++) {
            for (int i = 0; i < convolutions[stage]; i++) {
                for (Operation next : List.of(conv(WIDTHS[stage], 3, 1, 1), batchNorm(SCALE), relu())) {
                    feature(net, next);
                }
            }
            feature(net, stage < WIDTHS.length - 1 ? maxPool() : averagePool());
        }
        net.add("flatten", new Flatten());
        net.add("classifier.0", linear(HIDDEN));
        net.add("classifier.1", batchNorm(1));
        net.add("classifier.2", relu());
        net.add("classifier.3", linear(Operation.CLASSES));
        return net.named("vgg-" + depth);
    }

    private static void feature(Sketch net, Operation operation) {
        net.add("feature." + net.size(), operation);
    }
}
