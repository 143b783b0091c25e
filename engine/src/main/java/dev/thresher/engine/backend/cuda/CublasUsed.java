package dev.thresher.engine.backend.cuda;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.CublasUse;
import java.nio.file.Path;

/**
 * The cuBLAS that a backend uses.
 *
 * @param cublas null where it uses none
 * @param verdicts which products it makes; null where it makes all that it can
 * @param trouble why it is not used though it was found, in half a line; else empty
 */
record CublasUsed(Cublas cublas, KeptVerdicts verdicts, String trouble) {
    static final CublasUsed NONE = new CublasUsed(null, null, "");

    /**
     * What a run asked for, on a device that has been opened.
     *
     * @param driver as people write its version
     * @param verdicts the folder where it is kept which products are faster by cuBLAS
     * @throws UserError where a run insists on what cannot be had
     */
    static CublasUsed of(DeviceLauncher device, String driver, CublasUse use, CublasFound found, Path verdicts) {
        if (use == CublasUse.OFF || use == CublasUse.AUTO && !found.present()) {
            return NONE;
        }
        if (!found.present()) {
            throw new UserError("--cublas on: " + found.text() + "; install it with CUDA's toolkit or pip, or leave --cublas at auto");
        }
        try {
            Cublas cublas = new Cublas(device, found.library());
            return new CublasUsed(cublas, use == CublasUse.ON ? null : new KeptVerdicts(verdicts.resolve(name(device, driver, found))), "");
        } catch (CublasError e) {
            if (use == CublasUse.ON) {
                throw new UserError("--cublas on: " + e.reason() + "; leave --cublas at auto", e);
            }
            return new CublasUsed(null, null, e.reason());
        }
    }

    /** All that a verdict depends on besides the product. */
    private static String name(DeviceLauncher device, String driver, CublasFound found) {
        CudaDevice on = device.device();
        return "%s %d.%d, driver %s, cuBLAS %s, %s".formatted(on.name(), on.major(), on.minor(), driver, found.library().version(), device.tf32() ? "tf32" : "fp32")
                .replaceAll("[^A-Za-z0-9.]+", "-") + ".txt";
    }

    /** For the description of a backend; empty where there is nothing to say. */
    String text(String troubleSince) {
        if (cublas == null) {
            return trouble.isEmpty() ? "" : ", own products: " + trouble;
        }
        return ", cuBLAS " + cublas.library().version() + (verdicts == null ? "" : " where faster") + (troubleSince.isEmpty() ? "" : ": " + troubleSince);
    }
}
