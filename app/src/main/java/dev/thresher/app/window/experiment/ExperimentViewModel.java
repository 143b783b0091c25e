package dev.thresher.app.window.experiment;

import dev.thresher.app.given.GivenProblems;
import dev.thresher.app.given.StandIns;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.ModelNames;
import dev.thresher.engine.experiment.Presets;
import dev.thresher.engine.experiment.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * The experiment as it is typed: every setting, what is wrong with it, and the {@link Experiment} that comes of it.
 * Settings that have no field (where to look for data) stay as they were given.
 *
 * <p>Choosing another network loads its preset: optimiser, schedule, epochs, batch, α and data set.
 */
public final class ExperimentViewModel {
    public final NetworkSettings network = new NetworkSettings();
    public final DataSettings data = new DataSettings();
    public final MethodSettings method = new MethodSettings();
    public final OptimiserSettings optimiser = new OptimiserSettings();
    public final ScheduleSettings schedule = new ScheduleSettings();
    public final RunSettings run;

    private final List<SettingGroup> groups;
    private final List<Setting<?>> all;
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper alsoSet = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper presetName = new ReadOnlyStringWrapper("");
    /** The last experiment shown: it holds what has no field, and stands in for what cannot be read. */
    private Experiment base;
    private Experiment typed;
    private Map<String, String> absentData = Map.of();
    private boolean showing;

    public ExperimentViewModel(Experiment start, String runsFolder) {
        run = new RunSettings(runsFolder);
        groups = List.of(network, data, method, optimiser, schedule, run);
        all = groups.stream().<Setting<?>>flatMap(group -> group.settings().stream()).toList();
        show(start);
        network.model.value().addListener((_, _, _) -> chooseNetwork());
        all.forEach(setting -> setting.value().addListener((_, _, _) -> validate()));
    }

    /** Puts an experiment into the fields. */
    public void show(Experiment shown) {
        base = shown;
        fill(() -> all.forEach(setting -> setting.show(shown)));
    }

    /** Loads the preset of the network that was just chosen. */
    private void chooseNetwork() {
        String name = network.model.value().get().strip();
        // A file's name is typed letter by letter: what was set meanwhile is lost only where the preset is another one.
        if (showing || name.equals(presetName.get()) || !network.fromFile() && !ModelNames.known(name)
                || network.fromFile() && Presets.of(name).equals(Presets.of(presetName.get()).withModel(name))) {
            return;
        }
        Experiment preset = Presets.of(name);
        String wanted = preset.data().dataset();
        String taken = absentData.containsKey(wanted) ? StandIns.of(wanted).orElse(wanted) : wanted;
        Experiment chosen = preset.withData(preset.data().withDataset(taken));
        base = base.withModel(name).withOptimiser(chosen.optimiser()).withSchedule(chosen.schedule()).withEpochs(chosen.epochs())
                .withMethod(base.method().withAlpha(chosen.method().alpha())).withData(base.data().withBatch(chosen.data().batch()));
        fill(() -> all.forEach(setting -> setting.adopt(chosen)));
    }

    /** Changes many fields at once: they are looked at when all are in. */
    private void fill(Runnable change) {
        showing = true;
        change.run();
        presetName.set(network.model.value().get().strip());
        Experiment preset = Presets.of(presetName.get());
        all.forEach(setting -> setting.offer(preset));
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

    /** The network whose preset the settings are compared with. */
    public ReadOnlyStringProperty presetName() {
        return presetName.getReadOnlyProperty();
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
        return Path.of(run.runs.value().get().strip());
    }

    private void validate() {
        if (showing) {
            return;
        }
        Map<String, String> found = new LinkedHashMap<>();
        Experiment read = base;
        for (SettingGroup group : groups) {
            read = group.read(read, found);
        }
        typed = read;
        alsoSet.set(HiddenSettings.of(typed));
        for (Problem wrong : GivenProblems.of(typed)) {
            found.putIfAbsent(wrong.field(), wrong.message());
        }
        String absent = typed.data().fromPath() ? null : absentData.get(typed.data().dataset());
        if (absent != null) {
            found.putIfAbsent("dataset", absent);
        }
        all.forEach(setting -> setting.setProblem(found.getOrDefault(setting.name(), "")));
        problem.set(found.isEmpty() ? "" : first(found));
    }

    private String first(Map<String, String> found) {
        return all.stream().filter(setting -> found.containsKey(setting.name())).findFirst()
                .map(setting -> setting.title() + ": " + found.get(setting.name()))
                .orElseGet(() -> found.entrySet().iterator().next().toString());
    }
}
