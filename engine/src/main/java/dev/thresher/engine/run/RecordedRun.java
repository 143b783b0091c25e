package dev.thresher.engine.run;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A run opened from its folder, ended or still being written by another process. One thread polls it; any reads its log. */
public final class RecordedRun {
    private final Path folder;
    private final RunJson.Header header;
    private final RunLog log;
    private final CsvTail steps;
    private final CsvTail epochs;
    private final CsvTail events;

    private RecordedRun(Path folder, RunJson.Header header) {
        this.folder = folder;
        this.header = header;
        List<String> layers = header.provenance().layers();
        log = RunLog.empty(folder.toAbsolutePath().normalize().getFileName().toString(), header.experiment(), layers,
                Math.min(header.provenance().plannedSteps(), 1 << 20));
        steps = new CsvTail(folder.resolve(RunFolder.STEPS), Columns.steps(layers));
        epochs = new CsvTail(folder.resolve(RunFolder.EPOCHS), Columns.epochs(layers));
        events = new CsvTail(folder.resolve(RunFolder.EVENTS), Columns.EVENTS);
    }

    /** @throws UserError naming the file, and line where there is one, that cannot be read. A torn last line is left out. */
    public static RecordedRun open(Path folder) {
        Path experiment = folder.resolve(RunFolder.EXPERIMENT);
        if (!Files.isRegularFile(experiment)) {
            throw new UserError(folder + ": is no run folder: it holds no " + RunFolder.EXPERIMENT
                    + "; choose a folder that a run was recorded in");
        }
        RunJson.Header header = RunJson.read(experiment, RunJson.Header.class);
        if (header.provenance() == null || !whole(header.experiment())) {
            throw new UserError(experiment + ": lacks a part of the experiment; open another run");
        }
        RecordedRun run = new RecordedRun(folder, header);
        run.poll();
        return run;
    }

    private static boolean whole(Experiment e) {
        return e != null && e.model() != null && e.data() != null && e.data().dataset() != null && e.method() != null
                && e.method().kind() != null && e.method().threshold() != null && e.method().estimator() != null
                && e.data().normalisation() != null
                && e.optimiser() != null && e.optimiser().kind() != null && e.schedule() != null && e.schedule().kind() != null
                && e.execution() != null && e.execution().backend() != null;
    }

    public Path folder() {
        return folder;
    }

    public RunLog log() {
        return log;
    }

    public Provenance provenance() {
        return header.provenance();
    }

    /** {@code summary.json}, once the run has ended. */
    public Optional<Summary> summary() {
        Path file = folder.resolve(RunFolder.SUMMARY);
        return Files.isRegularFile(file) ? Optional.of(RunJson.read(file, Summary.class)) : Optional.empty();
    }

    /** Reads what was appended since; true if anything was. @throws UserError naming the damaged file and line */
    public boolean poll() {
        int width = log.steps().names().size();
        float[] row = new float[width];
        boolean any = steps.read(fields -> {
            if (Columns.number(fields.getFirst()) != log.steps().size() + 1) {
                throw new IllegalArgumentException("step " + fields.getFirst() + " where step " + (log.steps().size() + 1)
                        + " belongs");
            }
            for (int i = 0; i < width; i++) {
                row[i] = (float) Columns.number(fields.get(i + 1));
            }
            log.steps().append(row);
        });
        any |= epochs.read(fields -> log.epochs().add(Columns.epoch(fields)));
        any |= events.read(fields -> log.events().add(Columns.event(fields)));
        return any;
    }
}
