package dev.thresher.engine.run;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.log.StepLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A run opened from its folder, ended or still being written by another process. One thread polls it; any reads its log. */
public final class RecordedRun {
    /** @param datasetChecksum {@code sha256:…} of the data that the experiment was begun on */
    public record Origin(Experiment experiment, String datasetChecksum) {
    }

    private final Path folder;
    private final RunJson.Header header;
    private final RunLog log;
    private final LogReader reader;

    private RecordedRun(Path folder, RunJson.Header header) {
        this.folder = folder;
        this.header = header;
        List<String> layers = header.provenance().layers();
        log = RunLog.empty(folder.toAbsolutePath().normalize().getFileName().toString(), header.experiment(), layers,
                Math.min(header.provenance().plannedSteps(), (1 << 24) / StepLog.width(layers.size())));
        reader = LogReader.of(folder, log);
    }

    /** @throws UserError naming the file, and line where there is one, that cannot be read. A torn last line is left out. */
    public static RecordedRun open(Path folder) {
        RecordedRun run = new RecordedRun(folder, header(folder));
        run.poll();
        return run;
    }

    /** What a folder's run trains, told without reading its logs. @throws UserError where it is no run folder, or damaged */
    public static Origin origin(Path folder) {
        RunJson.Header header = header(folder);
        return new Origin(header.experiment(), header.provenance().datasetChecksum());
    }

    /**
     * Whether somebody changed the run while it went on (α, the learning rate, frozen masks), so that its experiment alone does not make it
     * again; {@link Repetition} does.
     *
     * @throws UserError where it is no run folder, or its events cannot be read
     */
    public static boolean changedByHand(Path folder) {
        return Repetition.of(folder).changedByHand();
    }

    /** @throws UserError where the folder holds no run, or its experiment cannot be read */
    static RunJson.Header header(Path folder) {
        Path experiment = folder.resolve(RunFolder.EXPERIMENT);
        if (!Files.isRegularFile(experiment)) {
            throw new UserError(folder + ": is no run folder: it holds no " + RunFolder.EXPERIMENT
                    + "; choose a folder that a run was recorded in");
        }
        RunJson.Header header = RunJson.read(experiment, RunJson.Header.class);
        if (header.provenance() == null || !whole(header.experiment())) {
            throw new UserError(experiment + ": lacks a part of the experiment; open another run");
        }
        return new RunJson.Header(withOwnModel(header.experiment(), folder), header.provenance());
    }

    /** A model file may have changed since, or be gone: the run has its own copy. */
    private static Experiment withOwnModel(Experiment experiment, Path folder) {
        Path own = folder.resolve(RunFolder.MODEL_FILE);
        return experiment.modelFile() != null && Files.isRegularFile(own) ? experiment.withModelFile(own.toString()) : experiment;
    }

    private static boolean whole(Experiment e) {
        return e != null && e.model() != null && e.data() != null && e.data().dataset() != null && e.method() != null
                && e.method().kind() != null && e.method().threshold() != null && e.method().estimator() != null
                && e.data().normalisation() != null
                && e.optimiser() != null && e.optimiser().kind() != null && e.schedule() != null && e.schedule().kind() != null
                && e.execution() != null && e.execution().backend() != null
                && e.changes().stream().allMatch(change -> change.kind() != null);
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
        return reader.poll();
    }
}
