package dev.thresher.engine.model;

import static dev.thresher.engine.model.Sketch.batchNorm;
import static dev.thresher.engine.model.Sketch.conv;
import static dev.thresher.engine.model.Sketch.linear;
import static dev.thresher.engine.model.Sketch.relu;

import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.Operation;

/** WideResNet (Zagoruyko and Komodakis 2016) for small images: three groups of pre-activation blocks, no dropout. */
final class WideResNet {
    private static final int FIRST = 16;

    private WideResNet() {
    }

    /** @param depth 6n + 4: n blocks a group. @param width by which the channels 16, 32 and 64 of the groups are multiplied */
    static ModelSpec spec(int depth, int width) {
        Sketch net = new Sketch();
        net.add("conv1", conv(FIRST, 3, 1, 1));
        int channels = FIRST;
        for (int group = 1; group <= 3; group++) {
            int filters = (FIRST << group - 1) * width;
            for (int i = 0; i < (depth - 4) / 6; i++) {
                block(net, "block" + group + ".layer." + i, channels, filters, group > 1 && i == 0 ? 2 : 1);
                channels = filters;
            }
        }
        net.add("bn1", batchNorm(1));
        net.add("relu", relu());
        net.add("pool", new Operation.GlobalAveragePool());
        net.add("fc", linear(Operation.CLASSES));
        return net.named("wrn-" + depth + "-" + width);
    }

    /** Where the channels change the shortcut is a convolution of the activated input, else the input itself. */
    private static void block(Sketch net, String block, int channels, int filters, int stride) {
        String input = net.last();
        net.add(block + ".bn1", batchNorm(1));
        String activated = net.add(block + ".relu1", relu());
        net.add(block + ".conv1", conv(filters, 3, stride, 1));
        net.add(block + ".bn2", batchNorm(1));
        net.add(block + ".relu2", relu());
        String branch = net.add(block + ".conv2", conv(filters, 3, 1, 1));
        String shortcut = channels == filters ? input : net.add(block + ".convShortcut", conv(filters, 1, stride, 0), activated);
        net.add(block + ".add", new Operation.Add(), branch, shortcut);
    }
}
