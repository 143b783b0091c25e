package dev.thresher.app.masks;

/** The colour of each weight. Called from the drawing thread for millions of weights: it only looks up. */
@FunctionalInterface
public interface Shade {
    /** The colour of what is not drawn: the ground shows. */
    int NONE = 0;

    /** {@code 0xFFRRGGBB}, or {@link #NONE}. @param entry {@code row · columns + column} */
    int of(int entry);
}
