package dev.thresher.app.masks;

/**
 * Where each weight of a layer lies on its sheet. A row of the weight (a neuron or filter) is a block of cells side by side, a cell for
 * each input channel; a cell is a kernel, or a picture in the shape of the input, or for a matrix a single weight. Blocks lie below
 * each other, or for pictures in a grid; where there are many more filters than channels, blocks stand side by side and their cells below
 * each other. Lengths are in units: the side of the smallest thing drawn, which is a weight or, where a matrix is much longer than wide,
 * a part of one.
 */
public final class SheetLayout {
    /** Sides of a sheet of pictures that fit windows and pages, width over height. */
    private static final double ASPECT = 1.6;
    /** A matrix is stretched until it is at most so many times as long as wide, */
    private static final int SLIMMEST = 4;
    /** or its weights are so many times as long as wide. */
    private static final int LONGEST = 32;
    /** What no sum with it makes a weight. */
    private static final int NOTHING = Integer.MIN_VALUE / 2;

    private final int rows;
    private final Cell cell;
    private final int cells;         // a row
    private final int across;        // blocks side by side
    private final boolean turned;    // rows side by side, their cells below each other
    private final int between;       // units that blocks side by side stand further apart than cells
    private final int[] byX;         // the weight at a unit is the sum of these two
    private final int[] byY;

    /** Sides of a cell in weights and of a weight in units, and the units between cells. */
    private record Cell(int height, int width, int unitHeight, int unitWidth, int gap) {
        int plane() {
            return height * width;
        }

        int stepX() {
            return width * unitWidth + gap;
        }

        int stepY() {
            return height * unitHeight + gap;
        }

        /** What a unit inside a cell, or behind it, adds to the weight's place. */
        int partX(int x) {
            return x < width * unitWidth ? x / unitWidth : NOTHING;
        }

        int partY(int y) {
            return y < height * unitHeight ? y / unitHeight * width : NOTHING;
        }
    }

    private SheetLayout(int rows, int cells, Cell cell, int across, boolean turned) {
        this.rows = rows;
        this.cells = cells;
        this.cell = cell;
        this.across = across;
        this.turned = turned;
        between = across > 1 ? cell.gap() : 0;
        int block = cells * cell.stepX() + between;
        byX = new int[turned ? rows * cell.stepX() - cell.gap() : across * block - cell.gap() - between];
        byY = new int[(turned ? cells : (rows + across - 1) / across) * cell.stepY() - cell.gap()];
        for (int x = 0; x < byX.length; x++) {
            int inBlock = turned ? x % cell.stepX() : x % block;
            int part = inBlock < block - between ? cell.partX(inBlock % cell.stepX()) : NOTHING;
            byX[x] = part + (turned ? x / cell.stepX() * columns() : x / block * columns() + inBlock / cell.stepX() * cell.plane());
        }
        for (int y = 0; y < byY.length; y++) {
            byY[y] = cell.partY(y % cell.stepY()) + y / cell.stepY() * (turned ? cell.plane() : across * columns());
        }
    }

    /** Rows below each other, entries side by side. */
    public static SheetLayout matrix(int rows, int columns) {
        int tall = Math.clamp(columns / (SLIMMEST * (long) rows), 1, LONGEST);
        int wide = Math.clamp(rows / (SLIMMEST * (long) columns), 1, LONGEST);
        return new SheetLayout(rows, columns, new Cell(1, 1, tall, wide, 0), 1, false);
    }

    /**
     * Filters below each other, a kernel for each input channel side by side; the other way round where that is much too tall for a
     * screen. With few channels several filters stand side by side.
     */
    public static SheetLayout convolution(int filters, int channels, int kernelHeight, int kernelWidth) {
        int gap = kernelHeight * kernelWidth == 1 ? 0 : 1;
        if (channels > 4) {
            return new SheetLayout(filters, channels, new Cell(kernelHeight, kernelWidth, 1, 1, gap), 1, 2 * filters >= 3 * channels);
        }
        return gap == 0 ? matrix(filters, channels) : pictures(filters, channels, kernelHeight, kernelWidth);
    }

    /** A picture for each neuron, the channels of a colour picture side by side, in a grid that is read line by line. */
    public static SheetLayout pictures(int neurons, int channels, int height, int width) {
        int gap = Math.max(1, Math.min(height, width) / 14);
        double block = channels * (width + gap) + gap;
        int across = Math.clamp(Math.round(Math.sqrt(ASPECT * neurons * (height + gap) / block)), 1, neurons);
        return new SheetLayout(neurons, channels, new Cell(height, width, 1, 1, gap), across, false);
    }

    /** Neurons or filters. */
    public int rows() {
        return rows;
    }

    /** Entries of a neuron or filter. */
    public int columns() {
        return cells * cell.plane();
    }

    /** Units across the sheet. */
    public int width() {
        return byX.length;
    }

    /** Units down the sheet. */
    public int height() {
        return byY.length;
    }

    /** Units across one weight. */
    public int unitWidth() {
        return cell.unitWidth();
    }

    /** Units down one weight. */
    public int unitHeight() {
        return cell.unitHeight();
    }

    /** Whether rows stand side by side, and what they take from below each other. */
    public boolean turned() {
        return turned;
    }

    /** Whether rows are a line each, or a column each: not a grid of pictures. */
    public boolean inLine() {
        return across == 1;
    }

    /** The weight at a unit, as {@code row · columns + column}; −1 between cells, behind the last block, and outside. */
    public int entry(int x, int y) {
        if (x < 0 || y < 0 || x >= byX.length || y >= byY.length) {
            return -1;
        }
        int entry = byX[x] + byY[y];
        return entry >= 0 && entry < rows * columns() ? entry : -1;
    }

    /** First unit of a weight from the left. */
    public int x(int entry) {
        int row = entry / columns();
        int column = entry % columns();
        int inCell = column % cell.width() * cell.unitWidth();
        return turned ? row * cell.stepX() + inCell
                : row % across * (cells * cell.stepX() + between) + column / cell.plane() * cell.stepX() + inCell;
    }

    /** First unit of a weight from above. */
    public int y(int entry) {
        int column = entry % columns();
        return (turned ? column / cell.plane() : entry / columns() / across) * cell.stepY()
                + column % cell.plane() / cell.width() * cell.unitHeight();
    }
}
