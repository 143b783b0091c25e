package dev.thresher.engine.train;

/**
 * At which steps masks are recorded besides the begin of a run and the end of each epoch.
 *
 * @param every so many steps; 0 at none
 */
record SnapshotPlan(int every) {
    /** A folder with more files than this is slow to list, and a slider cannot tell more places apart. */
    static final int MOST = 2_000;

    /**
     * @param asked steps between two snapshots; null for none but those of the epochs
     * @param totalSteps of the run: where it would come to more than {@link #MOST}, it takes every second, third … of them
     */
    static SnapshotPlan of(Integer asked, int totalSteps) {
        if (asked == null) {
            return new SnapshotPlan(0);
        }
        int snapshots = totalSteps / asked;
        int factor = (snapshots + MOST - 1) / MOST;
        return new SnapshotPlan((int) Math.min(Integer.MAX_VALUE, (long) asked * Math.max(1, factor)));
    }

    boolean due(int step) {
        return every > 0 && step % every == 0;
    }
}
