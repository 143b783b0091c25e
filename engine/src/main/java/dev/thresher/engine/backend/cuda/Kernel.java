package dev.thresher.engine.backend.cuda;

import java.util.concurrent.atomic.AtomicInteger;
import jcuda.driver.CUfunction;

/** A function of a loaded module, or a routine of a library that launches what it likes. */
final class Kernel {
    private static final AtomicInteger MADE = new AtomicInteger();

    private final int number = MADE.incrementAndGet();
    private final String name;
    private final CUfunction function; // null: a routine
    private final Routine routine;     // null: a function
    private int sharedBytes; // of dynamic shared memory that it was allowed so far

    Kernel(String name, CUfunction function) {
        this(name, function, null);
    }

    Kernel(String name, Routine routine) {
        this(name, null, routine);
    }

    private Kernel(String name, CUfunction function, Routine routine) {
        this.name = name;
        this.function = function;
        this.routine = routine;
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

    /** What is called instead of a launch; null for a function. */
    Routine routine() {
        return routine;
    }

    int sharedBytes() {
        return sharedBytes;
    }

    void sharedBytes(int allowed) {
        sharedBytes = allowed;
    }
}
