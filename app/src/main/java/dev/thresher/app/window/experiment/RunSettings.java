package dev.thresher.app.window.experiment;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.Device;
import dev.thresher.engine.experiment.ExecutionConfig;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.PlannedChange;
import dev.thresher.engine.experiment.Precision;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;

/** How long is trained, from which seed, with what, and where the run is kept. */
public final class RunSettings implements SettingGroup {
    public final Setting<String> epochs = Setting.typed("epochs", "Epochs", e -> Integer.toString(e.epochs())).ofNetwork();
    /** Empty: the epochs decide. */
    public final Setting<String> steps = Setting.typed("steps", "Steps", e -> e.steps() == null ? "" : Integer.toString(e.steps()))
            .presettable();
    public final Setting<String> batch = Setting.typed("batch", "Batch", e -> Integer.toString(e.data().batch())).ofNetwork();
    public final Setting<String> seed = Setting.typed("seed", "Seed", e -> Long.toString(e.seed())).presettable();
    /** A safetensors file; empty: drawn from the seed. */
    public final Setting<String> init = Setting.typed("init", "Initial weights", e -> e.init() == null ? "" : e.init()).ofNetwork();
    public final Setting<BackendKind> backend = Setting.<BackendKind>chosen("backend", "Backend", e -> e.execution().backend()).presettable();
    public final Setting<String> threads = Setting.typed("threads", "Threads", e -> Integer.toString(e.execution().threads())).presettable();
    public final Setting<Device> device = Setting.<Device>chosen("device", "Device", e -> e.execution().device()).presettable();
    public final Setting<Precision> precision = Setting.<Precision>chosen("precision", "Precision", e -> e.execution().precision()).presettable();
    public final Setting<String> checkpointMinutes = Setting.typed("checkpoint-minutes", "Checkpoint",
            e -> NumberText.of(e.execution().checkpointMinutes())).presettable();
    /** Empty: masks are recorded at the end of each epoch only. */
    public final Setting<String> maskEvery = Setting.typed("mask-every", "Masks every",
            e -> e.execution().maskEvery() == null ? "" : Integer.toString(e.execution().maskEvery())).presettable();
    /** What changes in the middle of a run, as the command line spells it; empty for nothing. */
    public final Setting<String> changes = Setting.typed("change", "Changes", e -> PlannedChange.text(e.changes())).presettable();
    /** Folder in which every run gets a folder of its own; no part of an experiment. */
    public final Setting<String> runs;

    RunSettings(String runsFolder) {
        runs = Setting.typed("out", "Runs folder", _ -> runs().strip());
        runs.value().set(runsFolder);
        precision.onlyIf(device.value().isNotEqualTo(Device.CPU));
        BooleanBinding processor = Bindings.createBooleanBinding(() -> device.value().get() == null || device.value().get().kind() != Device.Kind.CUDA,
                device.value());
        List.of(backend, threads).forEach(setting -> setting.onlyIf(processor));
    }

    private String runs() {
        return runs.value().get();
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(epochs, steps, batch, seed, init, device, precision, backend, threads, checkpointMinutes, maskEvery, changes, runs);
    }

    @Override
    public Experiment read(Experiment base, Map<String, String> found) {
        checkRuns(found);
        ExecutionConfig execution = base.execution().withBackend(backend.value().get()).withThreads(NumberText.whole(threads, base.execution().threads(), found))
                .withCheckpointMinutes(NumberText.real(checkpointMinutes, base.execution().checkpointMinutes(), found))
                .withMaskEvery(maskEvery.value().get().isBlank() ? null : (Integer) NumberText.whole(maskEvery,
                        base.execution().maskEvery() == null ? 100 : base.execution().maskEvery(), found));
        execution = execution.withDevice(device.value().get()).withPrecision(precision.value().get());
        return base.withEpochs(NumberText.whole(epochs, base.epochs(), found))
                .withSteps(steps.value().get().isBlank() ? null
                        : (Integer) NumberText.whole(steps, base.steps() == null ? 1000 : base.steps(), found))
                .withData(base.data().withBatch(NumberText.whole(batch, base.data().batch(), found)))
                .withSeed(NumberText.wholeLong(seed, base.seed(), found)).withInit(init.value().get().isBlank() ? null : init.value().get().strip())
                .withExecution(execution).withChanges(changes(base, found));
    }

    private List<PlannedChange> changes(Experiment base, Map<String, String> found) {
        try {
            return PlannedChange.parseAll(changes.value().get());
        } catch (UserError e) {
            found.put(changes.name(), e.getMessage());
            return base.changes();
        }
    }

    private void checkRuns(Map<String, String> found) {
        String folder = runs().strip();
        try {
            if (folder.isEmpty()) {
                found.put("out", "name the folder that runs are kept in");
            } else if (Files.isRegularFile(Path.of(folder))) {
                found.put("out", "this is a file; name a folder");
            }
        } catch (InvalidPathException e) {
            found.put("out", "this is no path: " + e.getReason());
        }
    }
}
