package dev.thresher.engine.model.spec;

import java.util.List;

/**
 * A network as a list of layers, in an order in which they can be computed.
 *
 * @param name what it is called
 * @param input {@code [C, H, W]} that it was made for; null where any image will do
 * @param layers the last one gives the logits
 */
public record ModelSpec(String name, List<Integer> input, List<LayerSpec> layers) {
    public ModelSpec {
        input = input == null ? null : List.copyOf(input);
        layers = List.copyOf(layers);
    }
}
