package dev.thresher.engine.run;

import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.WritableTensor;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.model.spec.ModelJson;
import dev.thresher.engine.model.spec.ModelSpec;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Records one run as a folder: {@code experiment.json}, {@code steps.csv}, {@code epochs.csv}, {@code events.csv},
 * {@code masks/}, {@code checkpoint.safetensors}, {@code weights-best.safetensors}, {@code weights-last.safetensors},
 * {@code summary.json}. The logs are appended to and survive a crash; the other files are replaced in one step. Used by the
 * trainer's thread alone, and by one process at a time.
 */
public final class RunFolder implements Closeable {
    static final String EXPERIMENT = "experiment.json";
    static final String STEPS = "steps.csv";
    static final String EPOCHS = "epochs.csv";
    static final String EVENTS = "events.csv";
    static final String SUMMARY = "summary.json";
    static final String CHECKPOINT = "checkpoint.safetensors";
    static final String MASKS = "masks";
    /** The description of the network that is trained. */
    public static final String MODEL_FILE = "model.json";
    static final String MODEL = "model"; // in a checkpoint's metadata

    private final Path path;
    private final List<Path> made; // folders that did not exist before, from the inside out
    private final Experiment experiment;
    private final String datasetChecksum;
    private RunLock lock;
    private RunLog log;
    private List<String> columns;
    private CsvLog steps;
    private CsvLog epochs;
    private CsvLog events;
    private int stepsWritten;
    private int epochsWritten;
    private int eventsWritten;

    private RunFolder(Path path, List<Path> made, Experiment experiment, String datasetChecksum) {
        this.path = path;
        this.made = made;
        this.experiment = experiment;
        this.datasetChecksum = datasetChecksum;
    }

    /** A folder whose logs hold what is in memory, and go on. @param columns those of its {@code steps.csv}, without {@code step} */
    RunFolder(Path path, RunLock lock, RunLog runLog, List<String> columns) {
        this(path, List.of(), runLog.experiment(), "");
        this.lock = lock;
        log = runLog;
        this.columns = columns;
        stepsWritten = log.steps().size();
        epochsWritten = log.epochs().size();
        eventsWritten = log.events().size();
        try {
            steps = CsvLog.append(path.resolve(STEPS));
            epochs = CsvLog.append(path.resolve(EPOCHS));
            events = CsvLog.append(path.resolve(EVENTS));
        } catch (UserError e) {
            close();
            throw e;
        }
    }

    /**
     * Makes the folder of a new run.
     *
     * @throws UserError where it exists and is not empty, or cannot be made
     */
    public static RunFolder create(Path folder, Experiment experiment, String datasetChecksum) {
        List<Path> absent = Stream.iterate(folder.toAbsolutePath(), Objects::nonNull, Path::getParent)
                .takeWhile(each -> !Files.exists(each)).toList();
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                if (entries.iterator().hasNext()) {
                    throw new UserError(folder + ": is not empty; name a folder that does not exist yet for the run");
                }
            }
        } catch (IOException e) {
            throw FileErrors.writing(folder, e);
        }
        return new RunFolder(folder, absent, experiment, datasetChecksum);
    }

    /** {@code lenet-300-100-mnist-dst-a5e-4-s1-20261122-143000} under {@code parent}: a name not taken yet. */
    public static Path freshName(Path parent, Experiment experiment) {
        String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
        String method = experiment.method().kind() == MethodKind.DENSE ? "dense"
                : experiment.method().kind().id() + "-a" + shortNumber(experiment.method().alpha());
        String name = String.join("-", fileName(experiment.model()), fileName(experiment.data().dataset()), method,
                "s" + experiment.seed(), time);
        Path fresh = parent.resolve(name);
        for (int i = 2; Files.exists(fresh); i++) {
            fresh = parent.resolve(name + "-" + i);
        }
        return fresh;
    }

    /** What every file system takes, short enough to be a part of a name. */
    private static String fileName(String text) {
        String safe = text.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^[._-]+", "");
        return safe.substring(0, Math.min(safe.length(), 60));
    }

    /** 5e-4 rather than 5.0E-4. */
    static String shortNumber(double value) {
        return Double.toString(value).replace("E", "e").replaceAll("\\.0(?=e|$)", "");
    }

    public Path path() {
        return path;
    }

    /**
     * Writes the experiment and opens the logs.
     *
     * @param model the network that is trained: what a model file says may change later, and the run keeps what it was
     * @throws UserError where that cannot be written
     */
    public void begin(RunLog runLog, ModelSpec model, String device, int plannedSteps) {
        lock = RunLock.take(path);
        ModelJson.write(path.resolve(MODEL_FILE), model);
        log = runLog;
        columns = log.steps().names();
        List<String> layers = log.steps().layers();
        Provenance provenance = new Provenance(Host.version(), Host.jvm(), Host.os(), Host.cpu(), device, datasetChecksum,
                OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString(), layers, plannedSteps);
        steps = CsvLog.create(path.resolve(STEPS), Columns.steps(layers));
        epochs = CsvLog.create(path.resolve(EPOCHS), Columns.epochs(layers));
        events = CsvLog.create(path.resolve(EVENTS), Columns.EVENTS);
        // last: a folder with this file has all the others, so whoever watches for it can open the run
        RunJson.write(path.resolve(EXPERIMENT), new RunJson.Header(experiment, provenance));
    }

    /** Appends what the log has gained. @throws UserError where the disk does not take it */
    public void flush() {
        for (int size = log.steps().size(); stepsWritten < size; stepsWritten++) {
            steps.row(Columns.step(log.steps(), columns, stepsWritten));
        }
        for (var row : log.epochs().from(epochsWritten)) {
            epochs.row(Columns.epoch(row));
            epochsWritten++;
        }
        for (var event : log.events().from(eventsWritten)) {
            events.row(Columns.event(event));
            eventsWritten++;
        }
        steps.flush();
        epochs.flush();
        events.flush();
    }

    /**
     * Replaces the checkpoint in one step. What the log has gained is written before: a log never ends before the step of the
     * checkpoint beside it.
     *
     * @param tensors parameters, statistics, the optimiser's state, and masks where they are frozen
     */
    public void checkpoint(CheckpointState state, List<? extends WritableTensor> tensors) {
        flush();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(MODEL, experiment.model());
        metadata.putAll(state.metadata());
        SafeTensors.write(path.resolve(CHECKPOINT), metadata, tensors);
    }

    /** Replaces saved weights in one step. @param metadata of which epoch and step they are */
    public void weights(Weights which, Network network, Map<String, String> metadata) {
        ParameterFile.write(path.resolve(which.file()), network, metadata);
    }

    /** Whether such weights are there. */
    public boolean holds(Weights which) {
        return Files.exists(path.resolve(which.file()));
    }

    /** Adds a snapshot of all masks. */
    public void masks(MaskSnapshot snapshot) {
        snapshot.write(path.resolve(MASKS));
    }

    public void summary(Summary summary) {
        RunJson.write(path.resolve(SUMMARY), summary);
    }

    /**
     * Takes back a folder whose run never began: its files, and the folders that were made for it.
     *
     * @param cause why; hears of what could not be removed
     */
    public void discard(Throwable cause) {
        boolean begun = lock != null; // otherwise no file in it is this run's
        try {
            close();
            try (Stream<Path> files = begun ? Files.walk(path) : Stream.empty()) {
                for (Path file : files.skip(1).sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
            for (Path folder : made) {
                Files.delete(folder);
            }
        } catch (IOException | UserError e) {
            cause.addSuppressed(e); // among others where another run has moved in beside it meanwhile
        }
    }

    /** Closes the logs, and lets others write the folder; what was flushed stays. */
    @Override
    public void close() {
        try (RunLock l = lock; CsvLog a = steps; CsvLog b = epochs; CsvLog c = events) {
            lock = null; // closed once
            steps = null;
            epochs = null;
            events = null;
        }
    }
}
