package dev.thresher.app.masks;

/**
 * Where each weight of a layer lies on its sheet. A row of the weight (a neuron or filter) is a block of cells side by side, a cell for
 * each input channel; a cell is a kernel, or a picture in the shape of the input, or for a matrix a single weight. Blocks lie below
 * each other, or for pictures in a grid. Lengths are in units: the side of the smallest thing drawn, which is a weight or, where a
 * matrix is much longer than wide, a part of one.
 */
public final class SheetLayout {
    /** Sides of a sheet of pictures that fit windows and pages, width over height. */
    private static final double ASPECT = 1.6;
    /** A matrix is stretched until it is at most so many times as long as wide, */
    private static final int SLIMMEST = 4;
    /** or its weights are so many times as long as wide. */
    private static final int LONGEST = 32;

    private final int rows;
    private final int columns;
    private final int across;      // blocks side by side
    private final int cellHeight;  // weights
    private final int cellWidth;
    private final int unitHeight;  // units a weight
    private final int unitWidth;
    private final int gap;
    private final int[] blockAt;   // by x: which of the blocks side by side
    private final int[] columnAt;  // by x: column of the weight in the first line of the cell; −1 in a gap
    private final int[] blockLine; // by y: which line of blocks
    private final int[] lineAt;    // by y: what to add to the column; −1 in a gap

    private SheetLayout(int rows, int cells, int cellHeight, int cellWidth, int across, int unitHeight, int unitWidth, int gap) {
        this.rows = rows;
        this.columns = cells * cellHeight * cellWidth;
        this.across = across;
        this.cellHeight = cellHeight;
        this.cellWidth = cellWidth;
        this.unitHeight = unitHeight;
        this.unitWidth = unitWidth;
        this.gap = gap;
        int cell = cellWidth * unitWidth + gap;
        int block = cells * cell;
        int line = cellHeight * unitHeight + gap;
        int between = across > 1 ? gap : 0; // blocks side by side stand a little further apart than cells
        blockAt = new int[across * (block + between) - gap - between];
        columnAt = new int[blockAt.length];
        for (int x = 0; x < blockAt.length; x++) {
            blockAt[x] = x / (block + between);
            int inBlock = x % (block + between);
            int inCell = inBlock % cell;
            columnAt[x] = inBlock >= block || inCell >= cellWidth * unitWidth ? -1
                    : inBlock / cell * cellHeight * cellWidth + inCell / unitWidth;
        }
        blockLine = new int[(rows + across - 1) / across * line - gap];
        lineAt = new int[blockLine.length];
        for (int y = 0; y < blockLine.length; y++) {
            blockLine[y] = y / line;
            lineAt[y] = y % line >= cellHeight * unitHeight ? -1 : y % line / unitHeight * cellWidth;
        }
    }

    /** Rows below each other, entries side by side. */
    public static SheetLayout matrix(int rows, int columns) {
        int tall = Math.clamp(columns / (SLIMMEST * (long) rows), 1, LONGEST);
        int wide = Math.clamp(rows / (SLIMMEST * (long) columns), 1, LONGEST);
        return new SheetLayout(rows, columns, 1, 1, 1, tall, wide, 0);
    }

    /** Filters below each other, a kernel for each input channel side by side; with few channels several filters side by side. */
    public static SheetLayout convolution(int filters, int channels, int kernelHeight, int kernelWidth) {
        if (kernelHeight * kernelWidth == 1) {
            return matrix(filters, channels);
        }
        return channels > 4 ? new SheetLayout(filters, channels, kernelHeight, kernelWidth, 1, 1, 1, 1)
                : pictures(filters, channels, kernelHeight, kernelWidth);
    }

    /** A picture for each neuron, the channels of a colour picture side by side, in a grid that is read line by line. */
    public static SheetLayout pictures(int neurons, int channels, int height, int width) {
        int gap = Math.max(1, Math.min(height, width) / 14);
        double block = channels * (width + gap) + gap;
        int across = Math.clamp(Math.round(Math.sqrt(ASPECT * neurons * (height + gap) / block)), 1, neurons);
        return new SheetLayout(neurons, channels, height, width, across, 1, 1, gap);
    }

    /** Neurons or filters. */
    public int rows() {
        return rows;
    }

    /** Entries of a neuron or filter. */
    public int columns() {
        return columns;
    }

    /** Units across the sheet. */
    public int width() {
        return blockAt.length;
    }

    /** Units down the sheet. */
    public int height() {
        return blockLine.length;
    }

    /** Units across one weight. */
    public int unitWidth() {
        return unitWidth;
    }

    /** Units down one weight. */
    public int unitHeight() {
        return unitHeight;
    }

    /** The weight at a unit, as {@code row · columns + column}; −1 between cells, behind the last block, and outside. */
    public int entry(int x, int y) {
        if (x < 0 || y < 0 || x >= blockAt.length || y >= blockLine.length || columnAt[x] < 0 || lineAt[y] < 0) {
            return -1;
        }
        int row = blockLine[y] * across + blockAt[x];
        return row < rows ? row * columns + columnAt[x] + lineAt[y] : -1;
    }

    /** First unit of a weight from the left. */
    public int x(int entry) {
        int column = entry % columns;
        int cell = column / (cellHeight * cellWidth);
        int cells = columns / (cellHeight * cellWidth);
        int side = cellWidth * unitWidth + gap;
        int between = across > 1 ? gap : 0;
        return entry / columns % across * (cells * side + between) + cell * side + column % cellWidth * unitWidth;
    }

    /** First unit of a weight from above. */
    public int y(int entry) {
        int line = cellHeight * unitHeight + gap;
        return entry / columns / across * line + entry % columns % (cellHeight * cellWidth) / cellWidth * unitHeight;
    }
}
