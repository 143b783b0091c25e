package dev.thresher.engine.train;

/** The loss of a step, or a parameter after it, is not a finite number. */
final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    DivergedException(String what, String remedy) {
        super(what);
        this.remedy = remedy;
    }

    DivergedException(String what) {
        this(what, "try a lower learning rate or another α");
    }

    /** The same, told of a step. */
    DivergedException at(int step) {
        return new DivergedException("step " + step + ": " + getMessage(), remedy);
    }

    String remedy() {
        return remedy;
    }
}
