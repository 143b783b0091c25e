package dev.thresher.engine.model;

import dev.thresher.engine.model.spec.Chain;
import dev.thresher.engine.model.spec.ModelSpec;
import dev.thresher.engine.model.spec.Operation;
import java.util.List;
import java.util.Map;

/**
 * VGG with batch norm for 32×32 images (Simonyan and Zisserman 2015, as trained on CIFAR-10): five stages, a 2×2 average pool before the last
 * pool's output becomes a vector, and two linear layers. Names are those of PyTorch's sequential numbering.
 */
final class Vgg {
    private static final int POOL = 0;
    private static final double SCALE = 0.5; // initial γ
    private static final Map<String, List<Integer>> FILTERS = Map.of(
            "vgg-11", List.of(64, POOL, 128, POOL, 256, 256, POOL, 512, 512, POOL, 512, 512),
            "vgg-13", List.of(64, 64, POOL, 128, 128, POOL, 256, 256, POOL, 512, 512, POOL, 512, 512),
            "vgg-16", List.of(64, 64, POOL, 128, 128, POOL, 256, 256, 256, POOL, 512, 512, 512, POOL, 512, 512, 512),
            "vgg-19", List.of(64, 64, POOL, 128, 128, POOL, 256, 256, 256, 256, POOL, 512, 512, 512, 512, POOL, 512, 512, 512, 512));

    private Vgg() {
    }

    static ModelSpec of(String name) {
        return of(name, FILTERS.get(name));
    }

    /** @param filters of each convolution, 0 for a max pool */
    static ModelSpec of(String name, List<Integer> filters) {
        Chain chain = new Chain();
        int number = 0;
        for (int count : filters) {
            if (count == POOL) {
                chain.then("feature." + number++, Chain.maxPool(2, 2, 0));
            } else {
                chain.then("feature." + number++, Chain.conv(count, 3, 1, 1, false))
                        .then("feature." + number++, Chain.norm(SCALE)).then("feature." + number++, new Operation.Relu());
            }
        }
        return chain.then("pool", new Operation.AveragePool(2, 2, 2, 2, 0, 0)).then("flatten", new Operation.Flatten())
                .then("classifier.0", Chain.linear(512)).then("classifier.1", Chain.norm(SCALE)).then("classifier.2", new Operation.Relu())
                .then("classifier.3", Chain.linear(Operation.CLASSES)).as(name);
    }
}
