package dev.thresher.app.chart;

/** Moments worth a faint vertical line, x ascending, growing like a {@link PointSource}. Read from any thread. */
public interface Marks {
    /** As in the legend; hidden by this name. */
    String name();

    int size();

    double x(int index);

    /** What it concerns; where a series has this name, the mark takes its colour. */
    String label(int index);

    /** A few words written beside the line of a figure on paper; empty for none. */
    default String note(int index) {
        return "";
    }

    /** No marks at all. */
    static Marks none() {
        return new Marks() {
            @Override
            public String name() {
                return "";
            }

            @Override
            public int size() {
                return 0;
            }

            @Override
            public double x(int index) {
                throw new IndexOutOfBoundsException(index);
            }

            @Override
            public String label(int index) {
                throw new IndexOutOfBoundsException(index);
            }
        };
    }
}
