package dev.thresher.engine.train;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import dev.thresher.engine.backend.cpu.SimdBackend;
import dev.thresher.engine.experiment.ExecutionConfig;

/** Makes the backend that an experiment asks for. */
public final class Backends {
    private Backends() {
    }

    /** The caller closes it. */
    public static Backend create(ExecutionConfig execution) {
        return switch (execution.backend()) {
            case EJML -> new EjmlBackend();
            case SIMD -> new SimdBackend(execution.threads());
        };
    }
}
