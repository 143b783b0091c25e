package dev.thresher.engine.backend.cuda;

import dev.thresher.engine.backend.Window;

/** How few non-zeros a masked weight must have for a product to go over them alone. */
interface SparseLimits {
    /** At any density that lists have room for: for tests and measurements. */
    SparseLimits ALWAYS = (entries, ofTranspose, window, filters, stride) -> NonZeros.capacity(entries);
    /** Never: for tests and measurements. */
    SparseLimits NEVER = (entries, ofTranspose, window, filters, stride) -> 0;

    /**
     * Up to how many non-zeros; 0 where never. The same at every call of a run, and of its continuation: so which way is gone follows from the
     * mask.
     *
     * @param entries of P
     * @param ofTranspose whether it is Pᵀ dY
     * @param stride of the batch
     */
    int of(long entries, boolean ofTranspose, Window window, int filters, int stride);
}
