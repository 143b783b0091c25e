package dev.thresher.engine.model;

import dev.thresher.engine.model.spec.Chain;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.Operation;

/**
 * WideResNet-D-K (Zagoruyko and Komodakis 2016): three groups of (D − 4) / 6 pre-activated blocks of 16K, 32K and 64K filters, without
 * dropout. Where the number of channels or the size changes, a 1×1 convolution of the activated input is the shortcut.
 */
final class WideResNet {
    private WideResNet() {
    }

    static ModelSpec of(String name, int depth, int width) {
        Chain chain = new Chain().then("conv1", Chain.conv(16, 3, 1, 1, false));
        int blocks = (depth - 4) / 6;
        int channels = 16;
        for (int group = 1; group <= 3; group++) {
            int filters = (8 << group) * width;
            for (int i = 0; i < blocks; i++) {
                block(chain, "block" + group + ".layer." + i, channels, filters, group > 1 && i == 0 ? 2 : 1);
                channels = filters;
            }
        }
        return chain.then("bn1", Chain.norm(1)).then("relu", new Operation.Relu()).then("pool", new Operation.GlobalAveragePool())
                .then("fc", Chain.linear(Operation.CLASSES)).as(name);
    }

    private static void block(Chain chain, String name, int channels, int filters, int stride) {
        String input = chain.last();
        boolean same = channels == filters && stride == 1;
        chain.then(name + ".bn1", Chain.norm(1)).then(name + ".relu1", new Operation.Relu())
                .then(name + ".conv1", Chain.conv(filters, 3, stride, 1, false))
                .then(name + ".bn2", Chain.norm(1)).then(name + ".relu2", new Operation.Relu())
                .then(name + ".conv2", Chain.conv(filters, 3, 1, 1, false));
        if (same) {
            chain.add(name + ".add", name + ".conv2", input);
        } else {
            chain.from(name + ".relu1", name + ".convShortcut", Chain.conv(filters, 1, stride, 0, false))
                    .add(name + ".add", name + ".conv2", name + ".convShortcut");
        }
    }
}
