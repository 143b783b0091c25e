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

    /** @throws IllegalStateException where this JVM does not let us; the option above is the way out */
    static void ensureLoaded() {
        if (ModuleLayer.boot().findModule(NAME).isPresent()) {
            return;
        }
        try {
            Class.forName("jdk.internal.module.Modules").getMethod("loadModule", String.class).invoke(null, NAME);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM does not load " + NAME + "; start it with --add-modules " + NAME, e);
        }
    }
}
