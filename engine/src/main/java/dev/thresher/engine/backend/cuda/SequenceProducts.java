package dev.thresher.engine.backend.cuda;

/**
 * Products of a matrix with every step of a sequence {@code [T][features][n]}: step t of X is rows {@code t · P.columns …}, of Y rows
 * {@code t · P.rows …}. Padding columns of dY hold zero.
 */
interface SequenceProducts {
    /** Y_t = P X_t + bias 1ᵀ for all steps; {@code bias} may be null. */
    void sequence(int steps, CudaTensor p, CudaTensor bias, CudaTensor x, CudaTensor y);

    /** Adds P times the rows of X from {@code xRow} on to the rows of Y from {@code yRow} on: the recurrent product of a step. */
    void accumulate(CudaTensor p, CudaTensor x, int xRow, CudaTensor y, int yRow);

    /** dX_t = Pᵀ dY_t for all steps. */
    void sequenceInputGradient(int steps, CudaTensor p, CudaTensor dy, CudaTensor dx);

    /** dX = Pᵀ times the rows of dY from {@code dyRow} on, a single step. */
    void stepInputGradient(CudaTensor p, CudaTensor dy, int dyRow, CudaTensor dx);

    /** dP = Σ dY_t X_{t − lag}ᵀ over t = lag … steps − 1; zero where there is no such t. */
    void sequenceWeightGradient(int steps, int lag, CudaTensor dy, CudaTensor x, CudaTensor dp);
}
