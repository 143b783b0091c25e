package dev.thresher.engine.model;

import dev.thresher.engine.model.spec.Chain;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.Operation;
import java.util.Map;

/** ResNet for ImageNet (He et al. 2016) with torchvision's names; a block's stride is in its 3×3 convolution. */
final class ResNet {
    private static final Map<String, int[]> BLOCKS = Map.of("resnet-18", new int[] {2, 2, 2, 2}, "resnet-34", new int[] {3, 4, 6, 3},
            "resnet-50", new int[] {3, 4, 6, 3});
    private static final int EXPANSION = 4; // of a bottleneck's channels

    private ResNet() {
    }

    static ModelSpec of(String name) {
        boolean bottleneck = name.equals("resnet-50");
        Chain chain = new Chain().then("conv1", Chain.conv(64, 7, 2, 3, false)).then("bn1", Chain.norm(1)).then("relu", new Operation.Relu())
                .then("maxpool", Chain.maxPool(3, 2, 1));
        int channels = 64;
        for (int stage = 1; stage <= 4; stage++) {
            int filters = 32 << stage;
            int outputs = bottleneck ? EXPANSION * filters : filters;
            for (int i = 0; i < BLOCKS.get(name)[stage - 1]; i++) {
                int stride = stage > 1 && i == 0 ? 2 : 1;
                block(chain, "layer" + stage + "." + i, bottleneck, channels, filters, outputs, stride);
                channels = outputs;
            }
        }
        return chain.then("avgpool", new Operation.GlobalAveragePool()).then("fc", Chain.linear(Operation.CLASSES)).as(name);
    }

    private static void block(Chain chain, String name, boolean bottleneck, int channels, int filters, int outputs, int stride) {
        String input = chain.last();
        if (bottleneck) {
            convolve(chain, name, 1, Chain.conv(filters, 1, 1, 0, false)).then(name + ".relu1", new Operation.Relu());
            convolve(chain, name, 2, Chain.conv(filters, 3, stride, 1, false)).then(name + ".relu2", new Operation.Relu());
            convolve(chain, name, 3, Chain.conv(outputs, 1, 1, 0, false));
        } else {
            convolve(chain, name, 1, Chain.conv(filters, 3, stride, 1, false)).then(name + ".relu1", new Operation.Relu());
            convolve(chain, name, 2, Chain.conv(outputs, 3, 1, 1, false));
        }
        String main = chain.last();
        String shortcut = input;
        if (channels != outputs || stride > 1) {
            shortcut = name + ".downsample.1";
            chain.from(input, name + ".downsample.0", Chain.conv(outputs, 1, stride, 0, false)).then(shortcut, Chain.norm(1));
        }
        chain.add(name + ".add", main, shortcut).then(name + ".relu", new Operation.Relu());
    }

    private static Chain convolve(Chain chain, String name, int number, Operation convolution) {
        return chain.then(name + ".conv" + number, convolution).then(name + ".bn" + number, Chain.norm(1));
    }
}
