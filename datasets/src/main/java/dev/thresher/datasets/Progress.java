package dev.thresher.datasets;

/** Hears how far a long piece of work has come. May be called from any thread, one call at a time. */
@FunctionalInterface
public interface Progress {
    /** Hears nothing. */
    Progress NONE = (what, done, total) -> { };

    /**
     * @param what what is being done, for people: {@code "synth-digits: drawing"}
     * @param done units finished, never more than {@code total}
     * @param total units in all
     */
    void update(String what, long done, long total);
}
