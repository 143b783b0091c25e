package dev.thresher.engine.backend.cpu;

/** Products with a masked weight P {@code [rows × inner]} and with Pᵀ, over all entries or over the non-zeros, whichever is faster. */
final class MaskedProduct {
    private final Product dense = new Product();
    private final Product transposed = new Product();
    private final SparseProduct sparse = new SparseProduct();
    private final SparseOrders orders = new SparseOrders();

    /** Expects so many products with a P that stays as it is, and as many with Pᵀ. */
    void expect(int products) {
        dense.expect(products);
        transposed.expect(products);
    }

    /**
     * C = P·B (+ bias).
     *
     * @param nonZeros of P; null where it has no mask
     * @param columns of B and C, padding included
     * @param rectified whether C becomes max(C, 0)
     */
    void forward(Workers workers, NonZeros nonZeros, float[] p, int rows, int inner, float[] b, int bAt, float[] bias, float[] c, int cAt,
                 int columns, boolean rectified) {
        Crossover crossover = nonZeros == null ? null : nonZeros.forward(columns);
        if (crossover != null && nonZeros.sparse(crossover)) {
            sparse.multiply(workers, nonZeros.byRow(), nonZeros.kept(), b, bAt, columns, bias, c, cAt, columns, rows, columns, rectified);
        } else {
            dense.multiply(workers, p, inner, 1, b, bAt, columns, bias, c, cAt, columns, rows, columns, inner, rectified);
        }
        if (crossover != null) {
            crossover.done();
        }
    }

    /** The first {@code wanted} rows of C = Pᵀ·B. */
    void backward(Workers workers, NonZeros nonZeros, float[] p, int rows, int inner, int wanted, float[] b, int bAt, float[] c,
                  int columns) {
        Crossover crossover = nonZeros == null ? null : nonZeros.backward(columns);
        if (crossover != null && nonZeros.sparse(crossover)) {
            sparse.multiply(workers, nonZeros.byColumn(workers, orders, SparseWindow.NONE), nonZeros.kept() * wanted / inner, b, bAt, columns, null, c, 0,
                    columns, wanted, columns, false);
        } else {
            transposed.multiply(workers, p, 1, inner, b, bAt, columns, null, c, 0, columns, wanted, columns, rows, false);
        }
        if (crossover != null) {
            crossover.done();
        }
    }
}
