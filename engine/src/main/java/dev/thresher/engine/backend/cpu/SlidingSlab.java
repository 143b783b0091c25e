package dev.thresher.engine.backend.cpu;

/**
 * The part of an image that one thread reads just now, of one tile of the batch, in the layout of {@link PositionSlabs}. It moves on
 * with the positions that are computed, so that each is copied once and is still in the second-level cache when it is read: an image copied
 * whole goes to memory and back.
 */
final class SlidingSlab {
    private static final int AHEAD = 32; // positions copied before they are needed, so that memory is read in longer pieces

    private final PositionSlabs image;
    private float[] data = new float[0]; // [positions, channels, width]
    private int tile = -1;
    private int begin; // position that data begins with
    private int end;   // first position that data does not hold

    SlidingSlab(PositionSlabs image) {
        this.image = image;
    }

    /** Forgets what it holds: the image is another one. */
    void clear() {
        tile = -1;
    }

    /** Holds the positions from {@code first} to {@code last}. Those that follow are likely to be next. */
    void cover(int newTile, int first, int last) {
        if (newTile != tile || first < begin || first > end) {
            tile = newTile;
            begin = first;
            end = first;
        }
        if (last < end) {
            return;
        }
        int upTo = Math.min(last + AHEAD, image.positions());
        int position = image.channels() * image.step(tile);
        int room = 2 * (last + 1 - first) + AHEAD; // positions
        if (upTo - begin > room) {
            System.arraycopy(data, at(first), data, Scratch.FIRST, (end - first) * position);
            begin = first;
        }
        data = room(room * position);
        image.copy(tile, end, upTo, data, at(end));
        end = upTo;
    }

    /** More room, with what there is already. */
    private float[] room(int length) {
        float[] wider = Scratch.room(data, length);
        if (wider != data) {
            System.arraycopy(data, 0, wider, 0, data.length);
        }
        return wider;
    }

    float[] data() {
        return data;
    }

    /** Where a position begins, or would, if it were held. */
    int at(int position) {
        return Scratch.FIRST + (position - begin) * image.channels() * image.step(tile);
    }
}
