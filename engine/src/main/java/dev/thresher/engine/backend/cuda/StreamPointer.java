package dev.thresher.engine.backend.cuda;

import jcuda.driver.CUstream;

/** A stream whose number can be told to a library. */
final class StreamPointer extends CUstream {
    long address() {
        return getNativePointer();
    }
}
