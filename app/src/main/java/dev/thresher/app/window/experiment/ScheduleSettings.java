package dev.thresher.app.window.experiment;

import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.ScheduleConfig;
import dev.thresher.engine.experiment.ScheduleKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.beans.binding.BooleanBinding;

/** The learning rate over a run. */
public final class ScheduleSettings implements SettingGroup {
    public final Setting<ScheduleKind> kind = Setting.<ScheduleKind>chosen("lr-schedule", "Schedule", e -> e.schedule().kind()).ofNetwork();
    public final Setting<String> decayEpochs = Setting.typed("lr-decay", "Lowered after", e -> e.schedule().decayEpochs().stream()
            .map(String::valueOf).collect(Collectors.joining(", "))).ofNetwork();
    public final Setting<String> gamma = Setting.typed("lr-gamma", "Factor γ", e -> NumberText.of(e.schedule().gamma())).ofNetwork();
    public final Setting<String> warmUp = Setting.typed("warm-up", "Warm-up", e -> NumberText.of(e.schedule().warmUpEpochs())).ofNetwork();

    ScheduleSettings() {
        BooleanBinding steps = kind.value().isEqualTo(ScheduleKind.STEP);
        decayEpochs.onlyIf(steps);
        gamma.onlyIf(steps);
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(kind, decayEpochs, gamma, warmUp);
    }

    @Override
    public Experiment read(Experiment base, Map<String, String> found) {
        ScheduleConfig s = base.schedule();
        return base.withSchedule(new ScheduleConfig(kind.value().get(), NumberText.wholes(decayEpochs, s.decayEpochs(), found),
                NumberText.real(gamma, s.gamma(), found), NumberText.real(warmUp, s.warmUpEpochs(), found)));
    }
}
