package dev.thresher.engine.log;

import java.util.ArrayList;
import java.util.List;

/** A list that only grows, safe for one writer and many readers. Entries are immutable records. */
public final class AppendLog<T> {
    private final List<T> entries = new ArrayList<>();

    public synchronized void add(T entry) {
        entries.add(entry);
    }

    public synchronized int size() {
        return entries.size();
    }

    public synchronized T get(int index) {
        return entries.get(index);
    }

    /** The entries from {@code index} on, as they are now. */
    public synchronized List<T> from(int index) {
        return List.copyOf(entries.subList(index, entries.size()));
    }

    /** All entries, as they are now. */
    public List<T> all() {
        return from(0);
    }
}
