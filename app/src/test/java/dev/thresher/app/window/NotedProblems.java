package dev.thresher.app.window;

import java.util.ArrayList;
import java.util.List;

/** Takes notes of what a user would have been told. */
public final class NotedProblems implements Problems {
    public final List<String> told = new ArrayList<>();
    public final List<Throwable> faults = new ArrayList<>();

    @Override
    public synchronized void tell(String title, String line) {
        told.add(title + ": " + line);
    }

    @Override
    public synchronized void unexpected(String doing, Throwable cause) {
        faults.add(cause);
    }
}
