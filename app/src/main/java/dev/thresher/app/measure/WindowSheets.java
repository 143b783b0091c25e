package dev.thresher.app.measure;

import java.util.List;

/** What sheets of large layers cost the window's thread, and how soon they are drawn. */
public record WindowSheets(List<Row> rows) {
    public WindowSheets {
        rows = List.copyOf(rows);
    }

    /**
     * One measurement: the Masks page shows a layer, and something is done to it again and again.
     *
     * @param layer its size: {@code 512 filters × 512 channels of 3×3}
     * @param doing what is done
     * @param times how often it was
     * @param picture from doing it to the new picture on the screen
     * @param waits how long the window's thread did not listen when it was asked: by its own work, or for want of a processor
     * @param work how long it worked by itself between two answers, in time of a processor: no frame took longer
     */
    public record Row(String layer, String doing, int times, Waits picture, Waits waits, Waits work) {
    }
}
