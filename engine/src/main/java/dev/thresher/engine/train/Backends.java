package dev.thresher.engine.train;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import dev.thresher.engine.backend.cpu.Simd;
import dev.thresher.engine.backend.cpu.SimdBackend;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.ExecutionConfig;

/** Makes the backend that an experiment asks for, or the plain one where this JVM has no vectors. */
public final class Backends {
    private Backends() {
    }

    /** The caller closes it. @throws dev.thresher.datasets.UserError where {@code -Dthresher.lanes} is no width */
    public static Backend create(ExecutionConfig execution) {
        return execution.backend() == BackendKind.SIMD && Simd.ofThisJvm().usable() ? new SimdBackend(execution.threads()) : new EjmlBackend();
    }

    /** What a run asked for and does not get on this JVM, with the remedy, in one line; empty where it gets all. */
    public static String remark(ExecutionConfig execution) {
        if (execution.backend() == BackendKind.EJML) {
            return "";
        }
        Simd simd = Simd.ofThisJvm();
        return simd.loss().isEmpty() ? "" : "Slower than need be: " + simd.loss() + "; " + simd.remedy() + ".";
    }
}
