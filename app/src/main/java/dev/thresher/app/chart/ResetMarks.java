package dev.thresher.app.chart;

import dev.thresher.engine.log.AppendLog;
import dev.thresher.engine.log.RunEvent;
import java.util.ArrayList;
import java.util.List;

/** The resets among a run's events; each event is looked at once. */
final class ResetMarks implements Marks {
    private final AppendLog<RunEvent> events;
    private final List<RunEvent> resets = new ArrayList<>();
    private int seen;

    ResetMarks(AppendLog<RunEvent> events) {
        this.events = events;
    }

    @Override
    public String name() {
        return RunCharts.RESETS;
    }

    @Override
    public synchronized int size() {
        if (events.size() > seen) {
            List<RunEvent> fresh = events.from(seen);
            seen += fresh.size();
            for (RunEvent event : fresh) {
                if (event.kind() == RunEvent.Kind.RESET) {
                    resets.add(event);
                }
            }
        }
        return resets.size();
    }

    @Override
    public synchronized double x(int index) {
        return resets.get(index).step();
    }

    @Override
    public synchronized String label(int index) {
        return resets.get(index).detail();
    }
}
