package dev.thresher.engine.backend.cuda;

import dev.thresher.datasets.UserError;

/** What cuBLAS answered where it did not do what it was asked, in one line. */
final class CublasError extends UserError {
    private static final long serialVersionUID = 1L;

    private final String reason;

    private CublasError(String reason) {
        super("GPU: " + reason + "; what is recorded stays: JAVA_TOOL_OPTIONS=-D" + CublasSearch.PROPERTY + "=" + CublasSearch.NONE
                + " lets 'thresher train --resume' do without cuBLAS");
        this.reason = reason;
    }

    /** Goes on where {@code status} is success. @param doing after "while" */
    static void check(int status, String doing) {
        if (status != 0) {
            throw new CublasError("cuBLAS answers " + name(status) + " while " + doing);
        }
    }

    /** Half a line. */
    String reason() {
        return reason;
    }

    private static String name(int status) {
        String known = switch (status) {
            case 1 -> "NOT_INITIALIZED";
            case 3 -> "ALLOC_FAILED";
            case 7 -> "INVALID_VALUE";
            case 8 -> "ARCH_MISMATCH";
            case 11 -> "MAPPING_ERROR";
            case 13 -> "EXECUTION_FAILED";
            case 14 -> "INTERNAL_ERROR";
            case 15 -> "NOT_SUPPORTED";
            case 16 -> "LICENSE_ERROR";
            default -> String.valueOf(status);
        };
        return "CUBLAS_STATUS_" + known;
    }
}
