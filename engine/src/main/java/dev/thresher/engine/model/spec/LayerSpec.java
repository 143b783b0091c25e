package dev.thresher.engine.model.spec;

import java.util.List;

/**
 * One layer.
 *
 * @param name unique in the network; the prefix of its parameters' names
 * @param inputs names of the layers that it takes from, or {@link #IMAGES}; never empty
 * @param operation what it does
 */
public record LayerSpec(String name, List<String> inputs, Operation operation) {
    /** The name under which layers take the images. */
    public static final String IMAGES = "images";

    public LayerSpec {
        inputs = List.copyOf(inputs);
    }
}
