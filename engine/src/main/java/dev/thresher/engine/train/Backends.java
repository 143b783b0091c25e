package dev.thresher.engine.train;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.cpu.EjmlBackend;
import dev.thresher.engine.backend.cpu.Simd;
import dev.thresher.engine.backend.cpu.SimdBackend;
import dev.thresher.engine.backend.cuda.CudaBackend;
import dev.thresher.engine.backend.cuda.CudaDevices;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.Device;
import dev.thresher.engine.experiment.ExecutionConfig;
import dev.thresher.engine.experiment.Precision;

/** Makes the backend that an experiment asks for, or the plain one where this JVM has no vectors. */
public final class Backends {
    private Backends() {
    }

    /**
     * The caller closes it.
     *
     * @throws dev.thresher.datasets.UserError where a GPU is asked for and there is none, or {@code -Dthresher.lanes} is no width
     */
    public static Backend create(ExecutionConfig execution) {
        if (onGpu(execution)) {
            Integer ordinal = execution.device().ordinal();
            return CudaBackend.open(CudaDevices.ofThisMachine(), ordinal == null ? -1 : ordinal, execution.precision() == Precision.TF32,
                    execution.cublas());
        }
        return execution.backend() == BackendKind.SIMD && Simd.ofThisJvm().usable() ? new SimdBackend(execution.threads()) : new EjmlBackend();
    }

    /** Whether a run computes on a GPU here; {@code auto} does where there is one to compute on. */
    public static boolean onGpu(ExecutionConfig execution) {
        return switch (execution.device().kind()) {
            case CPU -> false;
            case CUDA -> true;
            case AUTO -> CudaDevices.ofThisMachine().usable();
        };
    }

    /** What a run asked for and does not get on this machine and JVM, with the remedy, in one line; empty where it gets all. */
    public static String remark(ExecutionConfig execution) {
        if (onGpu(execution)) {
            return execution.precision() == Precision.TF32 && !CudaDevices.ofThisMachine().tf32(execution.device().ordinal())
                    ? "In fp32, not tf32: the GPU has no tensor cores for it." : "";
        }
        String fallback = "";
        if (execution.device().kind() == Device.Kind.AUTO) {
            CudaDevices found = CudaDevices.ofThisMachine();
            fallback = "On the processor: " + found.reason() + (found.remedy().isEmpty() ? "" : "; " + found.remedy()) + ".";
        }
        Simd simd = Simd.ofThisJvm();
        String slower = execution.backend() == BackendKind.EJML || simd.loss().isEmpty() ? ""
                : "Slower than need be: " + simd.loss() + "; " + simd.remedy() + ".";
        return fallback.isEmpty() || slower.isEmpty() ? fallback + slower : fallback + " " + slower;
    }
}
