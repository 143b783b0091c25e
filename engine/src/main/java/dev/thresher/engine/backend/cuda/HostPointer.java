package dev.thresher.engine.backend.cuda;

import jcuda.Pointer;

/** A place in this process's memory outside the heap, given by its number. */
final class HostPointer extends Pointer {
    HostPointer(long address) {
        super(address);
    }
}
