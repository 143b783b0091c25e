package dev.thresher.app.chart;

import dev.thresher.engine.log.AppendLog;
import dev.thresher.engine.log.RunEvent;
import java.util.ArrayList;
import java.util.List;

/** Resets, faint, and what changed the training, with words: decays and the user's changes. Each event is looked at once. */
final class RunMarks implements Marks {
    private static final List<String> NAMES = List.of(RunCharts.RESETS, RunCharts.CHANGES);

    private final AppendLog<RunEvent> events;
    private final Timeline time;
    private final List<RunEvent> marks = new ArrayList<>();
    private int seen;
    private int resets;

    RunMarks(AppendLog<RunEvent> events, Timeline time) {
        this.events = events;
        this.time = time;
    }

    @Override
    public String name() {
        return RunCharts.RESETS;
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public synchronized int size() {
        if (events.size() > seen) {
            List<RunEvent> fresh = events.from(seen);
            seen += fresh.size();
            for (RunEvent event : fresh) {
                if (event.kind() == RunEvent.Kind.RESET) {
                    resets++;
                    marks.add(event);
                } else if (!words(event).isEmpty()) {
                    marks.add(event);
                }
            }
        }
        return marks.size();
    }

    @Override
    public synchronized int size(String name) {
        int all = size();
        return name.equals(RunCharts.RESETS) ? resets : all - resets;
    }

    @Override
    public synchronized double x(int index) {
        return time.at(marks.get(index).step());
    }

    @Override
    public synchronized String label(int index) {
        RunEvent event = marks.get(index);
        return event.kind() == RunEvent.Kind.RESET ? event.detail() : words(event);
    }

    @Override
    public synchronized String nameOf(int index) {
        return marks.get(index).kind() == RunEvent.Kind.RESET ? RunCharts.RESETS : RunCharts.CHANGES;
    }

    @Override
    public synchronized String text(int index) {
        return words(marks.get(index));
    }

    private static String words(RunEvent event) {
        return switch (event.kind()) {
            case DECAY -> "decay to " + number(event.detail());
            case LEARNING_RATE -> "η set to " + number(event.detail());
            case ALPHA -> "α set to " + number(event.detail());
            case FREEZE -> "masks frozen";
            case UNFREEZE -> "masks free";
            default -> "";
        };
    }

    /** As short as people write it: 5e-4, 0.01. */
    private static String number(String detail) {
        try {
            return Numbers.shortly(Double.parseDouble(detail), 4);
        } catch (NumberFormatException _) {
            return detail;
        }
    }
}
