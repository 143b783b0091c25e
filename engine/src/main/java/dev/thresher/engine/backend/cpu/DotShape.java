package dev.thresher.engine.backend.cpu;

/** How many filters and channels a register tile of the weight gradient holds. */
enum DotShape {
    /** For 32 registers. */
    FOUR_BY_SIX(4, 6),
    /** For 16 registers. */
    TWO_BY_SIX(2, 6),
    /** For images of few channels, of which six would mostly be made up. */
    EIGHT_BY_ONE(8, 1);

    /** Most sums that a tile has. */
    static final int LARGEST = 24;
    private static final int FEW_CHANNELS = 3;

    final int filters;
    final int channels;

    DotShape(int filters, int channels) {
        this.filters = filters;
        this.channels = channels;
    }

    static DotShape of(int channels) {
        return channels <= FEW_CHANNELS ? EIGHT_BY_ONE : Lanes.COUNT >= 16 ? FOUR_BY_SIX : TWO_BY_SIX;
    }

    /** Sums of one tile. */
    int size() {
        return filters * channels;
    }
}
