package dev.thresher.datasets.fetch;

/** Hears how a download goes. Called by the fetching thread, some ten times a second and at the end of each file. */
@FunctionalInterface
public interface FetchProgress {
    /** Hears nothing. */
    FetchProgress NONE = (file, bytes, total, speed) -> { };

    /**
     * @param file name of the file
     * @param bytes how much of it is here, what an earlier attempt left included
     * @param total its size as the server tells it, or −1
     * @param bytesPerSecond since this download began; 0 until there is something to measure
     */
    void update(String file, long bytes, long total, double bytesPerSecond);
}
