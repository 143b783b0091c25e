package dev.thresher.datasets.fetch;

/** The user stopped a download. What has come so far stays in its part file, and the next fetch goes on from there. */
public final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Cancelled(String file) {
        super("fetching " + file + " was stopped; fetch again to go on from there");
    }
}
