package dev.thresher.app;

/**
 * Loads the Vector API's module where the JVM was started without {@code --add-modules jdk.incubator.vector}.
 *
 * <p>That option would do the same, but prints a warning on every start that cannot be turned off, and forbids the JVM its
 * archived module graph, which costs a tenth of a second. The way taken here is the JVM's own for
 * {@code java.instrument}; the jar's manifest exports the package it needs.
 */
final class VectorModule {
    private static final String NAME = "jdk.incubator.vector";

    private VectorModule() {
    }

    /**
     * Loads it if this JVM has it and lets us. If not, nothing is lost but speed: the engine falls back to its plain kernels, and
     * says so with the remedy when a run begins.
     */
    static void loadIfPossible() {
        if (ModuleLayer.boot().findModule(NAME).isPresent()) {
            return;
        }
        try {
            Class.forName("jdk.internal.module.Modules").getMethod("loadModule", String.class).invoke(null, NAME);
        } catch (ReflectiveOperationException _) {
            return; // told by Backends.remark
        }
    }
}
