package dev.thresher.engine.model;

import static dev.thresher.engine.model.Sketch.batchNorm;
import static dev.thresher.engine.model.Sketch.conv;
import static dev.thresher.engine.model.Sketch.linear;
import static dev.thresher.engine.model.Sketch.relu;

import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.Operation;

/** ResNet (He et al. 2016) for large images, with torchvision's names; the stride of a block is that of its 3×3 convolution. */
final class ResNet {
    private static final int FIRST = 64;
    private static final int BOTTLENECK_FACTOR = 4;

    private ResNet() {
    }

    /** @param depth 18 or 34, of blocks of two 3×3 convolutions, or 50, of bottleneck blocks */
    static ModelSpec spec(int depth) {
        int[] blocks = switch (depth) {
            case 18 -> new int[] {2, 2, 2, 2};
            case 34, 50 -> new int[] {3, 4, 6, 3};
            default -> throw new IllegalArgumentException("no ResNet of depth " + depth);
        };
        boolean bottleneck = depth == 50;
        Sketch net = new Sketch();
        net.add("conv1", conv(FIRST, 7, 2, 3));
        net.add("bn1", batchNorm(1));
        net.add("relu", relu());
        net.add("maxpool", new Operation.MaxPool(3, 3, 2, 2, 1, 1));
        int channels = FIRST;
        for (int layer = 1; layer <= blocks.length; layer++) {
            int width = FIRST << layer - 1;
            int outputs = bottleneck ? BOTTLENECK_FACTOR * width : width;
            for (int i = 0; i < blocks[layer - 1]; i++) {
                int stride = layer > 1 && i == 0 ? 2 : 1;
                String block = "layer" + layer + "." + i;
                String input = net.last();
                String branch = bottleneck ? bottleneck(net, block, width, stride) : basic(net, block, width, stride);
                join(net, block, input, branch, channels == outputs ? null : conv(outputs, 1, stride, 0));
                channels = outputs;
            }
        }
        net.add("avgpool", new Operation.GlobalAveragePool());
        net.add("fc", linear(Operation.CLASSES));
        return net.named("resnet-" + depth);
    }

    private static String basic(Sketch net, String block, int width, int stride) {
        net.add(block + ".conv1", conv(width, 3, stride, 1));
        net.add(block + ".bn1", batchNorm(1));
        net.add(block + ".relu1", relu());
        net.add(block + ".conv2", conv(width, 3, 1, 1));
        return net.add(block + ".bn2", batchNorm(1));
    }

    private static String bottleneck(Sketch net, String block, int width, int stride) {
        net.add(block + ".conv1", conv(width, 1, 1, 0));
        net.add(block + ".bn1", batchNorm(1));
        net.add(block + ".relu1", relu());
        net.add(block + ".conv2", conv(width, 3, stride, 1));
        net.add(block + ".bn2", batchNorm(1));
        net.add(block + ".relu2", relu());
        net.add(block + ".conv3", conv(BOTTLENECK_FACTOR * width, 1, 1, 0));
        return net.add(block + ".bn3", batchNorm(1));
    }

    /** @param downsample brings the input to the branch's shape; null where it has it */
    private static void join(Sketch net, String block, String input, String branch, Operation downsample) {
        String shortcut = input;
        if (downsample != null) {
            net.add(block + ".downsample.0", downsample, input);
            shortcut = net.add(block + ".downsample.1", batchNorm(1));
        }
        net.add(block + ".add", new Operation.Add(), branch, shortcut);
        net.add(block + ".relu", relu());
    }
}
