package dev.thresher.engine.backend.cpu;

/** Whether products with a masked weight go over its non-zeros alone. All give the same bits; they differ in speed. */
public enum SparsePath {
    /** Where that was measured to be faster, for each weight, operation and size of the batch: what a run does. */
    MEASURED,
    /** At any density: for tests and measurements. */
    ALWAYS,
    /** Never: for tests and measurements. */
    NEVER
}
