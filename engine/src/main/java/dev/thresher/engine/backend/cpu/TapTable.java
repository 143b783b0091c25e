package dev.thresher.engine.backend.cpu;

import dev.thresher.engine.backend.Window;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Where every tap of a window reads: {@code from[position · taps + tap]} is a position of the image that is read, −1 where the tap
 * reads nothing.
 *
 * @param positions positions of the image that is written
 * @param read positions of the image that is read
 * @param taps entries of the window: kernel height · kernel width
 * @param order the written positions, those with the same taps together: neighbours in a tile then skip the same taps
 */
record TapTable(int positions, int read, int taps, int[] from, int[] order) {
    /** From the positions of the output to the entries of X under the window. */
    static TapTable forward(Window w) {
        int[] from = new int[w.positions() * w.kernelHeight() * w.kernelWidth()];
        int at = 0;
        for (int y = 0; y < w.outHeight(); y++) {
            for (int x = 0; x < w.outWidth(); x++) {
                for (int i = 0; i < w.kernelHeight(); i++) {
                    for (int j = 0; j < w.kernelWidth(); j++) {
                        int row = y * w.strideHeight() + i - w.padHeight();
                        int column = x * w.strideWidth() + j - w.padWidth();
                        boolean inside = row >= 0 && row < w.height() && column >= 0 && column < w.width();
                        from[at++] = inside ? row * w.width() + column : -1;
                    }
                }
            }
        }
        return of(w.positions(), w.height() * w.width(), from);
    }

    /** The other way round: from the entries of X to the positions of the output that a tap took them to. */
    static TapTable backward(Window w) {
        TapTable forward = forward(w);
        int[] from = new int[w.height() * w.width() * forward.taps];
        Arrays.fill(from, -1);
        for (int at = 0; at < forward.from.length; at++) {
            if (forward.from[at] >= 0) {
                from[forward.from[at] * forward.taps + at % forward.taps] = at / forward.taps;
            }
        }
        return of(w.height() * w.width(), w.positions(), from);
    }

    private static TapTable of(int positions, int read, int[] from) {
        int taps = from.length / positions;
        String[] used = IntStream.range(0, positions).mapToObj(position -> used(from, taps, position)).toArray(String[]::new);
        int[] order = IntStream.range(0, positions).boxed().sorted(Comparator.comparing(position -> used[position])) // stable: near
                .mapToInt(Integer::intValue).toArray();                                                            // ones stay near
        return new TapTable(positions, read, taps, from, order);
    }

    private static String used(int[] from, int taps, int position) {
        StringBuilder used = new StringBuilder(taps);
        for (int tap = 0; tap < taps; tap++) {
            used.append(from[position * taps + tap] < 0 ? '0' : '1');
        }
        return used.toString();
    }

    int from(int position, int tap) {
        return from[position * taps + tap];
    }
}
