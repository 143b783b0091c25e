package dev.thresher.engine.backend.cuda;

import java.util.List;

/**
 * The cuBLAS of this machine, or that there is none.
 *
 * @param library null where there is none that can be used
 * @param whence the file that it comes from; empty where there is none
 * @param passedOver those that were found and cannot be used, each with the reason, in half a line
 */
public record CublasFound(CublasLibrary library, String whence, List<String> passedOver) {
    public CublasFound {
        passedOver = List.copyOf(passedOver);
    }

    static CublasFound none(List<String> passedOver) {
        return new CublasFound(null, "", passedOver);
    }

    /** That of this machine, for its driver; it is loaded by the first call and stays. */
    public static CublasFound ofThisMachine() {
        return CublasSearch.ofThisMachine();
    }

    /** Whether there is one that can be used. */
    public boolean present() {
        return library != null;
    }

    /** What was found, in half a line. */
    public String text() {
        String others = passedOver.isEmpty() ? "" : " (" + String.join("; ", passedOver) + ")";
        return present() ? "cuBLAS " + library.version() + " from " + whence : "no cuBLAS of version 11 to 13 was found" + others;
    }
}
