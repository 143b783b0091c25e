package dev.thresher.engine.backend.cpu;

/** A register tile of one shape. */
interface TileKernel {
    /** C = start + A·B over the runs. */
    void multiply(Tile t);
}
