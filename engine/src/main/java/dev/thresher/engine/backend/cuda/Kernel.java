package dev.thresher.engine.backend.cuda;

import java.util.concurrent.atomic.AtomicInteger;
import jcuda.driver.CUfunction;

/** A function of a loaded module. */
final class Kernel {
    private static final AtomicInteger MADE = new AtomicInteger();

    private final int number = MADE.incrementAndGet();
    private final String name;
    private final CUfunction function;
    private int sharedBytes; // of dynamic shared memory that it was allowed so far

    Kernel(String name, CUfunction function) {
        this.name = name;
        this.function = function;
    }

    /** Unlike that of any other. */
    int number() {
        return number;
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
