package dev.thresher.app.window.experiment;

import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.MethodConfig;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.StepEstimator;
import dev.thresher.engine.experiment.ThresholdKind;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.BooleanBinding;

/** How masks come about. */
public final class MethodSettings implements SettingGroup {
    public final Setting<MethodKind> kind = Setting.<MethodKind>chosen("method", "Method", e -> e.method().kind()).presettable();
    public final Setting<String> alpha = Setting.typed("alpha", "α", e -> NumberText.of(e.method().alpha())).ofNetwork();
    public final Setting<ThresholdKind> threshold = Setting.<ThresholdKind>chosen("threshold", "Threshold", e -> e.method().threshold())
            .presettable();
    public final Setting<StepEstimator> estimator = Setting.<StepEstimator>chosen("estimator", "Estimator", e -> e.method().estimator())
            .presettable();

    MethodSettings() {
        BooleanBinding masks = kind.value().isNotEqualTo(MethodKind.DENSE);
        List.of(alpha, threshold, estimator).forEach(setting -> setting.onlyIf(masks));
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(kind, alpha, threshold, estimator);
    }

    @Override
    public Experiment read(Experiment base, Map<String, String> found) {
        return base.withMethod(new MethodConfig(kind.value().get(), NumberText.real(alpha, base.method().alpha(), found),
                threshold.value().get(), estimator.value().get()));
    }
}
