package dev.thresher.engine.backend.cuda;

import java.nio.ByteBuffer;

/** Something of a library's that puts kernels of its own on the stream: what they are it does not tell, so it is called anew or captured. */
interface Routine {
    /**
     * Puts them on the stream.
     *
     * @param memory where its struct lies
     * @param at where that begins
     */
    void issue(ByteBuffer memory, int at);
}
