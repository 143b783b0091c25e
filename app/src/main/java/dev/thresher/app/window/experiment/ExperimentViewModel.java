package dev.thresher.app.window.experiment;

import dev.thresher.engine.experiment.DataConfig;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodConfig;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.OptimiserConfig;
import dev.thresher.engine.experiment.Problem;
import dev.thresher.engine.experiment.StepEstimator;
import dev.thresher.engine.experiment.ThresholdKind;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.StringProperty;

/**
 * The experiment as it is typed: every setting, what is wrong with it, and the {@link Experiment} that comes of it.
 * Settings that have no field here (initial weights, a tensors file, the backend) stay as they were given.
 */
public final class ExperimentViewModel {
    public final Setting<ObjectProperty<String>> model = Setting.chosen("model", "Model");
    public final Setting<ObjectProperty<String>> dataset = Setting.chosen("dataset", "Data set");
    public final BooleanProperty normalise = new SimpleBooleanProperty();
    public final Setting<ObjectProperty<MethodKind>> method = Setting.chosen("method", "Method");
    public final Setting<StringProperty> alpha = Setting.typed("alpha", "α");
    public final Setting<ObjectProperty<ThresholdKind>> threshold = Setting.chosen("threshold", "Threshold");
    public final Setting<ObjectProperty<StepEstimator>> estimator = Setting.chosen("estimator", "Estimator");
    public final Setting<StringProperty> learningRate = Setting.typed("learning-rate", "Learning rate");
    public final Setting<StringProperty> momentum = Setting.typed("momentum", "Momentum");
    public final Setting<StringProperty> weightDecay = Setting.typed("weight-decay", "Weight decay");
    public final Setting<StringProperty> epochs = Setting.typed("epochs", "Epochs");
    public final Setting<StringProperty> batch = Setting.typed("batch", "Batch");
    public final Setting<StringProperty> seed = Setting.typed("seed", "Seed");
    public final Setting<StringProperty> threads = Setting.typed("threads", "Threads");
    /** Folder in which every run gets a folder of its own. */
    public final Setting<StringProperty> runs = Setting.typed("out", "Runs folder");

    private final List<Setting<?>> all = List.of(model, dataset, method, alpha, threshold, estimator, learningRate,
            momentum, weightDecay, epochs, batch, seed, threads, runs);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper alsoSet = new ReadOnlyStringWrapper("");
    /** The last experiment shown: it holds what has no field, and stands in for what cannot be read. */
    private Experiment base;
    private Experiment typed;
    private Map<String, String> absentData = Map.of();
    private boolean showing;

    public ExperimentViewModel(Experiment start, String runsFolder) {
        show(start);
        runs.value().set(runsFolder);
        all.forEach(setting -> setting.value().addListener((_, _, _) -> validate()));
        normalise.addListener((_, _, _) -> validate());
        validate();
    }

    /** Puts an experiment into the fields. */
    public void show(Experiment shown) {
        showing = true;
        base = shown;
        model.value().set(shown.model());
        dataset.value().set(shown.data().dataset());
        normalise.set(shown.data().normalisation().on());
        method.value().set(shown.method().kind());
        alpha.value().set(NumberText.of(shown.method().alpha()));
        threshold.value().set(shown.method().threshold());
        estimator.value().set(shown.method().estimator());
        learningRate.value().set(NumberText.of(shown.optimiser().learningRate()));
        momentum.value().set(NumberText.of(shown.optimiser().momentum()));
        weightDecay.value().set(NumberText.of(shown.optimiser().weightDecay()));
        epochs.value().set(Integer.toString(shown.epochs()));
        batch.value().set(Integer.toString(shown.data().batch()));
        seed.value().set(Long.toString(shown.seed()));
        threads.value().set(Integer.toString(shown.execution().threads()));
        showing = false;
        validate();
    }

    /**
     * Which data sets cannot be trained on as things are, and why.
     *
     * @param absent message by name
     */
    public void setAbsentData(Map<String, String> absent) {
        absentData = Map.copyOf(absent);
        validate();
    }

    /** What has to be mended before a run can start, one line; empty if nothing has. */
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /** Settings in force that have no field, for people; empty if there are none. */
    public ReadOnlyStringProperty alsoSet() {
        return alsoSet.getReadOnlyProperty();
    }

    /** The experiment as typed; where a field cannot be read, with what it last held. */
    public Experiment experiment() {
        return typed;
    }

    /** Whether the experiment may be run. */
    public boolean valid() {
        return problem.get().isEmpty();
    }

    public Path runsFolder() {
        return Path.of(runs.value().get().strip());
    }

    private void validate() {
        if (showing) {
            return;
        }
        Map<String, String> found = new LinkedHashMap<>();
        typed = read(found);
        alsoSet.set(HiddenSettings.of(typed));
        for (Problem wrong : typed.problems()) {
            found.putIfAbsent(wrong.field(), wrong.message());
        }
        String absent = typed.data().tensors() == null ? absentData.get(typed.data().dataset()) : null;
        if (absent != null) {
            found.putIfAbsent("dataset", absent);
        }
        checkRuns(found);
        all.forEach(setting -> setting.setProblem(found.getOrDefault(setting.name(), "")));
        problem.set(found.isEmpty() ? "" : first(found));
    }

    private String first(Map<String, String> found) {
        return all.stream().filter(setting -> found.containsKey(setting.name())).findFirst()
                .map(setting -> setting.title() + ": " + found.get(setting.name()))
                .orElseGet(() -> found.entrySet().iterator().next().toString());
    }

    private Experiment read(Map<String, String> found) {
        OptimiserConfig o = base.optimiser();
        DataConfig data = base.data();
        if (!Objects.equals(data.dataset(), dataset.value().get())) {
            // Another data set was chosen: a tensors file or folder given for the old one no longer applies.
            data = data.withDataset(dataset.value().get()).withTensors(null);
        }
        return new Experiment(model.value().get(), base.modelFile(),
                data.withNormalisation(data.normalisation().withOn(normalise.get()))
                        .withBatch(NumberText.whole("batch", batch.value().get(), base.data().batch(), found)),
                new MethodConfig(method.value().get(),
                        NumberText.real("alpha", alpha.value().get(), base.method().alpha(), found),
                        threshold.value().get(), estimator.value().get()),
                o.withLearningRate(NumberText.real("learning-rate", learningRate.value().get(), o.learningRate(), found))
                        .withMomentum(NumberText.real("momentum", momentum.value().get(), o.momentum(), found))
                        .withWeightDecay(NumberText.real("weight-decay", weightDecay.value().get(), o.weightDecay(), found)),
                base.schedule(),
                NumberText.whole("epochs", epochs.value().get(), base.epochs(), found), base.steps(),
                NumberText.wholeLong("seed", seed.value().get(), base.seed(), found), base.init(),
                base.execution().withThreads(NumberText.whole("threads", threads.value().get(), base.execution().threads(), found)));
    }

    private void checkRuns(Map<String, String> found) {
        String folder = runs.value().get().strip();
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
