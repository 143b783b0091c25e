package dev.thresher.app.window.run;

import dev.thresher.engine.log.AppendLog;
import dev.thresher.engine.log.RunEvent;
import java.util.HashMap;
import java.util.Map;

/** Counts a run's resets per layer; reads each event once, however often it is asked. */
final class ResetCount {
    private final Map<String, Integer> counts = new HashMap<>();
    private int read;

    /** Takes in what was logged since the last call. */
    void update(AppendLog<RunEvent> events) {
        var fresh = events.from(read);
        read += fresh.size();
        for (RunEvent event : fresh) {
            if (event.kind() == RunEvent.Kind.RESET) {
                counts.merge(event.detail(), 1, Integer::sum);
            }
        }
    }

    int of(String layer) {
        return counts.getOrDefault(layer, 0);
    }
}
