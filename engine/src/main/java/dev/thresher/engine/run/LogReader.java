package dev.thresher.engine.run;

import dev.thresher.engine.log.RunLog;
import java.nio.file.Path;

/** Reads the three logs of a run folder into memory, as far as they have come. */
final class LogReader {
    private final RunLog log;
    private final CsvTail steps;
    private final CsvTail epochs;
    private final CsvTail events;
    private final float[] row;

    private LogReader(RunLog log, CsvTail steps, CsvTail epochs, CsvTail events) {
        this.log = log;
        this.steps = steps;
        this.epochs = epochs;
        this.events = events;
        row = new float[log.steps().names().size()];
    }

    /** All that comes. */
    static LogReader of(Path folder, RunLog log) {
        return of(log, new LogCut(folder.resolve(RunFolder.STEPS), Long.MAX_VALUE),
                new LogCut(folder.resolve(RunFolder.EPOCHS), Long.MAX_VALUE), new LogCut(folder.resolve(RunFolder.EVENTS), Long.MAX_VALUE));
    }

    /** Up to where the logs are to be cut. */
    static LogReader of(RunLog log, LogCut steps, LogCut epochs, LogCut events) {
        return new LogReader(log, new CsvTail(steps, Columns.steps(log.steps().layers())),
                new CsvTail(epochs, Columns.epochs(log.steps().layers())), new CsvTail(events, Columns.EVENTS));
    }

    /** Reads what has come since; true if anything has. @throws dev.thresher.datasets.UserError naming the damaged file and line */
    boolean poll() {
        boolean any = steps.read(fields -> {
            if (Columns.number(fields.getFirst()) != log.steps().size() + 1) {
                throw new IllegalArgumentException("step " + fields.getFirst() + " where step " + (log.steps().size() + 1)
                        + " belongs");
            }
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
