package dev.thresher.engine.backend.cuda;

import jcuda.driver.CUfunction;

/** A function of a loaded module. */
final class Kernel {
    private final String name;
    private final CUfunction function;
    private int sharedBytes; // of dynamic shared memory that it was allowed so far

    Kernel(String name, CUfunction function) {
        this.name = name;
        this.function = function;
    }

    String name() {
        return name;
    }

    CUfunction function() {
        return function;
    }

    int sharedBytes() {
        return sharedBytes;
    }

    void sharedBytes(int allowed) {
        sharedBytes = allowed;
    }
}
