package dev.thresher.engine.model.spec;

/** What the numbers of one example are at some place in a network. */
public sealed interface FeatureShape {
    /** Rows of an activation that holds them. */
    int rows();

    /** For people: {@code 3×32×32}, {@code 28 steps of 16}, {@code 512}. */
    String text();

    /** Images, {@code [channels][height][width]}. */
    record Image(int channels, int height, int width) implements FeatureShape {
        @Override
        public int rows() {
            return channels * height * width;
        }

        @Override
        public String text() {
            return channels + "×" + height + "×" + width;
        }
    }

    /** Sequences, {@code [steps][features]}. */
    record Sequence(int steps, int features) implements FeatureShape {
        @Override
        public int rows() {
            return steps * features;
        }

        @Override
        public String text() {
            return steps + " steps of " + features;
        }
    }

    /** Vectors. */
    record Vector(int features) implements FeatureShape {
        @Override
        public int rows() {
            return features;
        }

        @Override
        public String text() {
            return Integer.toString(features);
        }
    }
}
