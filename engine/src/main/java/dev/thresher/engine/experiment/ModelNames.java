package dev.thresher.engine.experiment;

import java.util.List;

/** Names of the built-in networks; how they are built is the model package's business. */
public final class ModelNames {
    public static final String LENET_300_100 = "lenet-300-100";

    /** All of them. */
    public static final List<String> ALL = List.of(LENET_300_100);

    private ModelNames() {
    }
}
