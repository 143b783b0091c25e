package dev.thresher.engine.backend.cuda;

/** Operations entry by entry, padding included. */
final class CudaElementwise {
    private final Launcher launcher;
    private final Kernel relu;
    private final Kernel reluGradient;
    private final Kernel add;
    private final Kernel copyEntries;

    CudaElementwise(Launcher launcher) {
        this.launcher = launcher;
        relu = launcher.kernel("elementwise", "relu");
        reluGradient = launcher.kernel("elementwise", "reluGradient");
        add = launcher.kernel("elementwise", "add");
        copyEntries = launcher.kernel("elementwise", "copyEntries");
    }

    void relu(CudaTensor x, CudaTensor y) {
        CudaShapes.alike("Y", y, x);
        Args args = launcher.args().pointer(x).pointer(y).int64(x.stored());
        launcher.launch(relu, Grid.quads(x.stored()), 1, 1, Grid.BLOCK, 1, 0, args);
    }

    void reluGradient(CudaTensor y, CudaTensor dy, CudaTensor dx) {
        pair(reluGradient, y, CudaShapes.alike("dY", dy, y), CudaShapes.alike("dX", dx, y));
    }

    void add(CudaTensor a, CudaTensor b, CudaTensor sum) {
        pair(add, a, CudaShapes.alike("B", b, a), CudaShapes.alike("sum", sum, a));
    }

    private void pair(Kernel kernel, CudaTensor x, CudaTensor y, CudaTensor to) {
        Args args = launcher.args().pointer(x).pointer(y).pointer(to).int64(x.stored());
        launcher.launch(kernel, Grid.quads(x.stored()), 1, 1, Grid.BLOCK, 1, 0, args);
    }

    void copyRows(CudaTensor from, int fromRow, CudaTensor to, int toRow, int rows) {
        boolean fits = from.columns() == to.columns() && from.stride() == to.stride() && fromRow >= 0 && toRow >= 0 && rows >= 0
                && fromRow + rows <= from.rows() && toRow + rows <= to.rows();
        if (!fits) {
            throw new IllegalArgumentException("%d rows from %d of %s do not fit to %d of %s".formatted(rows, fromRow, from, toRow, to));
        }
        if (from.address() == to.address() && Math.abs(fromRow - toRow) < rows) {
            throw new IllegalArgumentException("%d rows from %d on overlap those from %d on".formatted(rows, fromRow, toRow));
        }
        long entries = (long) rows * to.stride();
        if (entries > 0) {
            Args args = launcher.args().int64(from.address() + 4L * fromRow * from.stride())
                    .int64(to.address() + 4L * toRow * to.stride()).int64(entries);
            launcher.launch(copyEntries, Grid.quads(entries), 1, 1, Grid.BLOCK, 1, 0, args);
        }
    }
}
