package dev.thresher.engine.model.spec;

/** What one example is at some place of a network. Numbers lie in the order of the components. */
public sealed interface Shape {
    /** How many numbers an example has. */
    int size();

    /** Numbers without an order of their own. */
    record Vector(int size) implements Shape {
        @Override
        public String toString() {
            return Integer.toString(size);
        }
    }

    /** {@code channels × height × width}. */
    record Image(int channels, int height, int width) implements Shape {
        @Override
        public int size() {
            return channels * height * width;
        }

        @Override
        public String toString() {
            return channels + "×" + height + "×" + width;
        }
    }

    /** As many numbers at each of some steps. */
    record Sequence(int steps, int features) implements Shape {
        @Override
        public int size() {
            return steps * features;
        }

        @Override
        public String toString() {
            return steps + " steps of " + features;
        }
    }
}
