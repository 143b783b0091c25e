package dev.thresher.engine.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thresher.datasets.Randomness;
import dev.thresher.datasets.Randomness.Purpose;
import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.testing.Deviation;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The SIMD implementations beside the plain one: what they give is close to it, and has the same bits for 1, 2 and 3 threads. */
final class Agreement implements AutoCloseable {
    /** Batches below, at and beyond a vector, and two vectors of which the second is padding. */
    static final int[] BATCHES = {1, 3, 8, 16, 17, 24, 64, 100};

    private final Backend oracle = new EjmlBackend();
    private final List<Backend> simd = Backends.simd().toList(); // one of each for all shapes: what they keep is used again

    /**
     * One array that an operation gives.
     *
     * @param least what its entries are measured by where the largest is smaller: the size of the terms that cancel in them
     */
    record Result(String what, float[] values, double least) {
        static Result of(String what, Backend backend, Tensor tensor) {
            return new Result(what, backend.download(tensor), 0);
        }

        Result besides(double terms) {
            return new Result(what, values, terms);
        }
    }

    /** @param tolerance as a share of the largest entry of each result */
    void check(Object shape, double tolerance, Function<Backend, List<Result>> operation) {
        List<Result> expected = operation.apply(oracle);
        List<Result> first = operation.apply(simd.getFirst());
        for (Backend backend : simd) {
            List<Result> actual = operation.apply(backend);
            for (int i = 0; i < expected.size(); i++) {
                Result e = expected.get(i);
                String what = backend.description() + ", " + shape + ", " + e.what;
                Deviation.assertWithinAbsolute(what, actual.get(i).values, e.values,
                        tolerance * Math.max(e.least, Deviation.largest(e.values)));
                assertThat(Arrays.equals(actual.get(i).values, first.get(i).values)).as(what + ", the bits").isTrue();
            }
        }
    }

    /** One of {@code choices} for a shape. */
    static int draw(int shape, int what, int... choices) {
        return choices[Randomness.below(choices.length, 13, Purpose.SYNTHESIS, what, shape)];
    }

    @Override
    public void close() {
        simd.forEach(Backend::close);
    }
}
