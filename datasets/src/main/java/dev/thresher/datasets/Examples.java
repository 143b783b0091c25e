package dev.thresher.datasets;

import java.nio.file.Path;
import java.util.List;

/** Labelled examples of one shape, random access. Implementations are immutable and safe for many readers. */
public interface Examples {
    int count();

    ImageShape shape();

    /** Class of example {@code index}, from 0. */
    int label(int index);

    /**
     * Fills {@code target} with the examples {@code order[from] … order[from + count − 1]}, varied, normalised, batch
     * innermost, and their labels. Where the examples are in memory, allocates nothing. What it fills in does not depend
     * on threads or on what was gathered before.
     *
     * @param order positions of examples, as {@link Randomness#permutation} makes them
     * @param variation how they are varied; {@link Variation#NONE} for evaluation
     * @throws UserError where the examples cannot be varied so, or an example that is read only now is damaged. Where
     *     damaged ones are to be left out, the batch holds fewer examples instead, in the same order
     */
    void gather(int[] order, int from, int count, Normalisation normalisation, Variation variation, Batch target);

    /**
     * A batch to gather these examples into.
     *
     * @param packed whether as bytes, where these examples are bytes; see {@link PackedImages}
     */
    default Batch batch(int capacity, boolean packed) {
        return new Batch(shape().features(), capacity);
    }

    /** Tells before anything is gathered whether these examples can be varied so. @throws UserError where they cannot */
    default void check(Augmentation augmentation) {
        new Variation(augmentation, 0, 1).check(shape());
    }

    /** Files found damaged so far and left out, in the order of the examples; empty where nothing is left out. */
    default List<Path> skipped() {
        return List.of();
    }

    /** What a user should know about these examples, in one line; empty where there is nothing to say. */
    default String note() {
        return "";
    }
}
