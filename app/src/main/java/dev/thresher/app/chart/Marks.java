package dev.thresher.app.chart;

import java.util.List;

/** Moments worth a vertical line, faint or with words beside it, x ascending, growing like a {@link PointSource}. Read from any thread. */
public interface Marks {
    /** As in the legend; hidden by this name. */
    String name();

    /** Where there are several kinds, each with an entry of its own in the legend: their names, {@link #name()} among them. */
    default List<String> names() {
        return List.of(name());
    }

    int size();

    /** How many there are of a kind. */
    default int size(String name) {
        return size();
    }

    double x(int index);

    /** What it concerns; where a series has this name, the mark takes its colour. */
    String label(int index);

    /** Of which kind it is. */
    default String nameOf(int index) {
        return name();
    }

    /** The words beside its line; empty for a faint line without. */
    default String text(int index) {
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
