package dev.thresher.engine.run;

import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.RunLog;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.optimiser.Optimiser;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** A run folder with a checkpoint that its run can go on from. It is locked, and nothing in it changes before {@link #goOn}. */
public final class SavedRun implements Closeable {
    private final Path folder;
    private final RunJson.Header header;
    private final TensorFile checkpoint;
    private final CheckpointState state;
    private RunLock lock; // null once it is closed, or the run goes on with it

    private SavedRun(Path folder, RunJson.Header header, TensorFile checkpoint, RunLock lock) {
        this.folder = folder;
        this.header = header;
        this.checkpoint = checkpoint;
        this.lock = lock;
        state = CheckpointState.of(checkpoint, header.provenance().layers());
    }

    /** @throws UserError where it is no run folder, another process writes it, or its checkpoint is missing, damaged or another model's */
    public static SavedRun open(Path folder) {
        RunJson.Header header = RecordedRun.header(folder);
        RunLock lock = RunLock.take(folder);
        try {
            return new SavedRun(folder, header, checkpoint(folder, header.experiment()), lock);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    private static TensorFile checkpoint(Path folder, Experiment experiment) {
        Path file = folder.resolve(RunFolder.CHECKPOINT);
        if (!Files.isRegularFile(file)) {
            throw new UserError(folder + ": holds no " + RunFolder.CHECKPOINT + ", so its run ended before the first; start it anew");
        }
        TensorFile checkpoint = SafeTensors.read(file);
        String model = checkpoint.metadata(RunFolder.MODEL);
        if (!model.equals(experiment.model())) {
            throw new UserError(file + ": is of the model " + model + ", but the run trains " + experiment.model()
                    + "; put the run's own checkpoint there");
        }
        return checkpoint;
    }

    public Path folder() {
        return folder;
    }

    public Experiment experiment() {
        return header.experiment();
    }

    /** {@code sha256:…} of the data that the run was trained on. */
    public String datasetChecksum() {
        return header.provenance().datasetChecksum();
    }

    public CheckpointState state() {
        return state;
    }

    /**
     * Makes a network and its optimiser what they were at the checkpoint.
     *
     * @throws UserError naming every tensor that does not fit; then both are as they were
     */
    public void restore(Network network, Optimiser optimiser) {
        ParameterFile.restore(checkpoint, network, optimiser);
        state.restore(network.maskedWeights());
        if (state.frozen()) {
            network.freezeMasks(true);
            FrozenMasks.restore(checkpoint, network);
            optimiser.fixThresholds(true);
        }
    }

    /**
     * Reads the logs up to the checkpoint into memory, then cuts the folder back to it: rows and mask snapshots after it, the
     * summary of an earlier end, and what a killed process left half written.
     *
     * @param log empty, of the same masked layers
     * @param plannedSteps steps of the whole run
     * @return the folder, to be written on
     * @throws UserError where a log is damaged or shorter than the checkpoint says (then nothing was changed), or the folder
     *     cannot be written
     */
    public RunFolder goOn(RunLog log, int plannedSteps) {
        LogCut steps = LogCut.after(folder.resolve(RunFolder.STEPS), state.step(), _ -> false);
        LogCut epochs = LogCut.after(folder.resolve(RunFolder.EPOCHS), state.epochRows(), _ -> false);
        LogCut events = LogCut.after(folder.resolve(RunFolder.EVENTS), state.eventRows(), this::onlyMarksTime);
        LogReader reader = LogReader.of(log, steps, epochs, events);
        reader.poll();
        List.of(steps, epochs, events).forEach(LogCut::apply);
        removeLater();
        if (!log.experiment().equals(header.experiment())) {
            Provenance p = header.provenance();
            RunJson.write(folder.resolve(RunFolder.EXPERIMENT), new RunJson.Header(log.experiment(), new Provenance(p.thresher(), p.jvm(),
                    p.os(), p.cpu(), p.device(), p.datasetChecksum(), p.started(), p.layers(), plannedSteps)));
        }
        RunFolder goesOn = new RunFolder(folder, lock, log, reader.stepColumns());
        lock = null;
        return goesOn;
    }

    /** After the checkpoint was written the run may have paused or ended: that has happened, and changed nothing. */
    private boolean onlyMarksTime(List<String> row) {
        try {
            RunEvent event = Columns.event(row);
            return event.step() == state.step() && event.kind().marksTime();
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            return false; // damaged, and cut off
        }
    }

    private void removeLater() {
        Path masks = folder.resolve(RunFolder.MASKS);
        try {
            Files.deleteIfExists(folder.resolve(RunFolder.SUMMARY));
            remove(folder, name -> name.endsWith(".part"));
            if (Files.isDirectory(masks)) {
                remove(masks, name -> name.endsWith(".part") || MaskSnapshot.isAfter(state.step(), name));
            }
        } catch (IOException e) {
            throw FileErrors.writing(folder, e);
        }
    }

    private static void remove(Path folder, Predicate<String> which) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (which.test(entry.getFileName().toString())) {
                    Files.delete(entry);
                }
            }
        }
    }

    /** Unlocks the folder, unless its run goes on. */
    @Override
    public void close() {
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }
}
