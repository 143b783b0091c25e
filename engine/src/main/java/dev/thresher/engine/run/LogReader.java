package dev.thresher.engine.run;

import dev.thresher.engine.log.RunLog;
import java.nio.file.Path;
import java.util.List;

/** Reads the three logs of a run folder into memory, as far as they have come. */
final class LogReader {
    private final RunLog log;
    private final CsvTail steps;
    private final CsvTail epochs;
    private final CsvTail events;

    private LogReader(RunLog log, CsvTail steps, CsvTail epochs, CsvTail events) {
        this.log = log;
        this.steps = steps;
        this.epochs = epochs;
        this.events = events;
    }

    /** All that comes. */
    static LogReader of(Path folder, RunLog log) {
        return of(log, new LogCut(folder.resolve(RunFolder.STEPS), Long.MAX_VALUE),
                new LogCut(folder.resolve(RunFolder.EPOCHS), Long.MAX_VALUE), new LogCut(folder.resolve(RunFolder.EVENTS), Long.MAX_VALUE));
    }

    /** Up to where the logs are to be cut. */
    static LogReader of(RunLog log, LogCut steps, LogCut epochs, LogCut events) {
        return new LogReader(log, new CsvTail(steps, Columns.steps(log.steps().layers()),
                log.steps().olderWidths().stream().map(width -> width + 1).toList()),
                new CsvTail(epochs, Columns.epochs(log.steps().layers())), new CsvTail(events, Columns.EVENTS));
    }

    /** The columns of {@code steps.csv} that its file has, {@code step} left out; none before the first {@link #poll()}. */
    List<String> stepColumns() {
        List<String> columns = steps.columns();
        return columns.isEmpty() ? columns : columns.subList(1, columns.size());
    }

    /** Reads what has come since; true if anything has. @throws dev.thresher.datasets.UserError naming the damaged file and line */
    boolean poll() {
        boolean any = steps.read(fields -> {
            if (Columns.number(fields.getFirst()) != log.steps().size() + 1) {
                throw new IllegalArgumentException("step " + fields.getFirst() + " where step " + (log.steps().size() + 1)
                        + " belongs");
            }
            float[] row = new float[fields.size() - 1];
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) Columns.number(fields.get(i + 1));
            }
            log.steps().append(row);
        });
        any |= epochs.read(fields -> log.epochs().add(Columns.epoch(fields)));
        any |= events.read(fields -> log.events().add(Columns.event(fields)));
        return any;
    }
}
