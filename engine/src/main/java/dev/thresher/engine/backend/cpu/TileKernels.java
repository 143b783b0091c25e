package dev.thresher.engine.backend.cpu;

/** The code of all register tiles that were asked for so far: each is made when it is first needed, since a network needs a few of them. */
final class TileKernels {
    private static final int FORMS = TileShape.A.values().length;
    private static final TileKernel[] KNOWN = new TileKernel[(Tile.ROWS + 1) * (Tile.VECTORS + 1) * FORMS * 2];

    private TileKernels() {
    }

    /** Two threads that ask at once may both make one; either does. */
    static TileKernel get(int rows, int vectors, TileShape.A a, boolean packedB) {
        int at = ((rows * (Tile.VECTORS + 1) + vectors) * FORMS + a.ordinal()) * 2 + (packedB ? 1 : 0);
        TileKernel known = KNOWN[at];
        if (known == null) {
            known = TileMaker.make(TileShape.of(rows, vectors, a, packedB));
            KNOWN[at] = known;
        }
        return known;
    }
}
