package dev.thresher.engine.backend.cuda;

/** Products of linear layers: a sequence of one step. */
final class CudaLinear {
    private final SequenceProducts products;

    CudaLinear(SequenceProducts products) {
        this.products = products;
    }

    /** Y = P X + bias 1ᵀ; {@code bias} may be null. */
    void linear(CudaTensor p, CudaTensor bias, CudaTensor x, CudaTensor y) {
        CudaShapes.of("X", x, p.columns(), x.columns());
        CudaShapes.distinct("Y", CudaShapes.of("Y", y, p.rows(), x.columns()), p, x);
        if (bias != null) {
            CudaShapes.of("bias", bias, p.rows(), 1);
        }
        products.sequence(1, p, bias, x, y);
    }

    /** dX = Pᵀ dY. */
    void linearInputGradient(CudaTensor p, CudaTensor dy, CudaTensor dx) {
        CudaShapes.of("dY", dy, p.rows(), dy.columns());
        CudaShapes.distinct("dX", CudaShapes.of("dX", dx, p.columns(), dy.columns()), p, dy);
        products.sequenceInputGradient(1, p, dy, dx);
    }

    /** dP = dY Xᵀ. */
    void linearWeightGradient(CudaTensor dy, CudaTensor x, CudaTensor dp) {
        CudaShapes.of("dY", dy, dy.rows(), x.columns());
        CudaShapes.distinct("dP", CudaShapes.of("dP", dp, dy.rows(), x.rows()), dy, x);
        products.sequenceWeightGradient(1, 0, dy, x, dp);
    }
}
