package dev.thresher.engine.backend.cpu;

/**
 * What the code of a register tile depends on.
 *
 * @param rows of C
 * @param vectors of C, side by side
 * @param a how A lies
 * @param packedB whether a row of B is {@code vectors} long; else their distance is read from the tile
 * @param together steps of k that are unrolled
 */
record TileShape(int rows, int vectors, A a, boolean packedB, int together) {
    /** How A lies: the distance between entries of a row, and between rows. */
    enum A {
        /** {@code rows} and 1. */
        PACKED,
        /** 1 and any: as a matrix lies. */
        BY_ROW,
        /** Any and 1: as a transposed matrix lies. */
        BY_COLUMN
    }

    private static final boolean FEW_REGISTERS = Lanes.COUNT == 8;

    /** With as many steps unrolled as was measured to be fastest: registers bound them, and rows that lie apart share their addresses. */
    static TileShape of(int rows, int vectors, A a, boolean packedB) {
        return new TileShape(rows, vectors, a, packedB, FEW_REGISTERS ? 1 : together(rows, a));
    }

    private static int together(int rows, A a) {
        if (a == A.BY_ROW) {
            return rows <= 8 ? 3 : rows <= 10 ? 2 : 1;
        }
        return rows <= 6 || rows == 9 || rows == 10 ? 2 : 1;
    }

    String name() {
        return "Tile" + rows + "By" + vectors + "_" + a + (packedB ? "_packedB" : "") + "_" + together;
    }
}
