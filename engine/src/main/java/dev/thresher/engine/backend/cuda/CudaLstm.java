package dev.thresher.engine.backend.cuda;

/**
 * An LSTM layer over a whole sequence, forward and back through time. What the steps need not wait for, the products with the inputs and
 * all weight gradients, is one launch for all of them; a step itself is a product with the recurrent weights and a kernel for the gates.
 */
final class CudaLstm {
    private final Launcher launcher;
    private final SequenceProducts products;
    private final Kernel gatesForward;
    private final Kernel gatesBackward;
    private final Kernel biasGradient;
    private CudaTensor dHiddenAfter; // [h, n] that a step gets from the one after; room for the largest layer
    private CudaTensor dCells;       // [h, n] the same of the cells

    CudaLstm(Launcher launcher, SequenceProducts products) {
        this.launcher = launcher;
        this.products = products;
        gatesForward = launcher.kernel("lstm", "lstmGates");
        gatesBackward = launcher.kernel("lstm", "lstmGatesGradient");
        biasGradient = launcher.kernel("lstm", "lstmBiasGradient");
    }

    void lstm(int steps, CudaTensor px, CudaTensor ph, CudaTensor bias, CudaTensor x, CudaTensor gates, CudaTensor cells,
              CudaTensor hidden) {
        int h = check(steps, px, ph, bias, x, gates, cells, hidden);
        products.sequence(steps, px, bias, x, gates);
        for (int t = 0; t < steps; t++) {
            if (t > 0) {
                products.accumulate(ph, hidden, (t - 1) * h, gates, t * 4 * h);
            }
            Args args = launcher.args().int64(row(gates, t * 4 * h)).int64(t > 0 ? row(cells, (t - 1) * h) : 0).int64(row(cells, t * h))
                    .int64(row(hidden, t * h)).int32(h).int32(cells.columns()).int32(cells.stride());
            launcher.launch(gatesForward, Grid.quads((long) h * cells.stride()), 1, 1, Grid.BLOCK, 1, 0, args);
        }
    }

    void lstmGradient(int steps, CudaTensor px, CudaTensor ph, CudaTensor x, CudaTensor gates, CudaTensor cells, CudaTensor hidden,
                      CudaTensor dHidden, CudaTensor dpx, CudaTensor dph, CudaTensor dBias, CudaTensor dx) {
        int h = check(steps, px, ph, dBias, x, gates, cells, hidden);
        CudaShapes.alike("dHidden", dHidden, hidden);
        CudaShapes.same("dP_x", dpx, px);
        CudaShapes.same("dP_h", dph, ph);
        reserve(h, cells);
        for (int t = steps - 1; t >= 0; t--) {
            boolean last = t == steps - 1;
            if (!last) {
                products.stepInputGradient(ph, gates, (t + 1) * 4 * h, dHiddenAfter);
            }
            Args args = launcher.args().int64(row(gates, t * 4 * h)).int64(t > 0 ? row(cells, (t - 1) * h) : 0).int64(row(cells, t * h))
                    .int64(row(dHidden, t * h)).pointer(last ? null : dHiddenAfter).pointer(dCells).int32(h).int32(cells.columns())
                    .int32(cells.stride());
            launcher.launch(gatesBackward, Grid.quads((long) h * cells.stride()), 1, 1, Grid.BLOCK, 1, 0, args);
        }
        products.sequenceWeightGradient(steps, 0, gates, x, dpx);
        products.sequenceWeightGradient(steps, 1, gates, hidden, dph);
        Args args = launcher.args().pointer(gates).pointer(dBias).int32(steps).int32(gates.columns()).int32(gates.stride());
        launcher.launch(biasGradient, 4 * h, 1, 1, Grid.threads(Math.min(gates.columns(), 128)), 1, 0, args);
        if (dx != null) {
            products.sequenceInputGradient(steps, px, gates, CudaShapes.alike("dX", dx, x));
        }
    }

    /** Makes both buffers as large as a layer's states. */
    private void reserve(int h, CudaTensor cells) {
        if (dCells == null || dCells.rows() != h || dCells.capacity() < cells.columns()) {
            dHiddenAfter = buffer(h, cells.capacity());
            dCells = buffer(h, cells.capacity());
        }
        dHiddenAfter.resize(cells.columns());
        dCells.resize(cells.columns());
    }

    private CudaTensor buffer(int h, int capacity) {
        return CudaTensor.activation(launcher.memory(CudaTensor.bytes(h, capacity, true)), h, capacity);
    }

    private static long row(CudaTensor tensor, int row) {
        return tensor.address() + 4L * row * tensor.stride();
    }

    /** Checks all shapes against P_x, P_h and X, and answers with the hidden units. */
    private static int check(int steps, CudaTensor px, CudaTensor ph, CudaTensor bias, CudaTensor x, CudaTensor gates, CudaTensor cells,
                             CudaTensor hidden) {
        int h = ph.columns();
        int n = x.columns();
        CudaShapes.of("P_h", ph, 4 * h, h);
        CudaShapes.of("P_x", px, 4 * h, px.columns());
        CudaShapes.of("bias", bias, 4 * h, 1);
        CudaShapes.of("X", x, steps * px.columns(), n);
        CudaShapes.of("gates", gates, steps * 4 * h, n);
        CudaShapes.of("cells", cells, steps * h, n);
        CudaShapes.of("hidden", hidden, steps * h, n);
        return h;
    }
}
