package dev.thresher.app.window;

import dev.thresher.app.measure.Busy;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/** How long each of the window's threads has had a processor up to a moment. @param nanos when that was; the others in milliseconds */
record WindowThreadTimes(long nanos, double window, double renderer, double charts) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    static WindowThreadTimes now() {
        double window = 0;
        double renderer = 0;
        double charts = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread == null) {
                continue; // it has just ended
            }
            double ms = Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId())) / 1e6;
            switch (thread.getThreadName()) {
                case "JavaFX Application Thread" -> window += ms;
                case "QuantumRenderer-0" -> renderer += ms;
                case "thresher-charts" -> charts += ms;
                default -> { }
            }
        }
        return new WindowThreadTimes(System.nanoTime(), window, renderer, charts);
    }

    /** What they used from {@code before} to this moment. */
    Busy since(WindowThreadTimes before) {
        double seconds = (nanos - before.nanos) / 1e9;
        return new Busy((window - before.window) / seconds, (renderer - before.renderer) / seconds, (charts - before.charts) / seconds);
    }
}
