package dev.thresher.app.window.experiment;

import dev.thresher.engine.experiment.DecayScope;
import dev.thresher.engine.experiment.Experiment;
import dev.thresher.engine.experiment.OptimiserConfig;
import dev.thresher.engine.experiment.OptimiserKind;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;

/** How parameters are updated. */
public final class OptimiserSettings implements SettingGroup {
    public final Setting<OptimiserKind> kind = Setting.<OptimiserKind>chosen("optimizer", "Optimiser", e -> e.optimiser().kind()).ofNetwork();
    public final Setting<String> learningRate = Setting.typed("learning-rate", "Learning rate",
            e -> NumberText.of(e.optimiser().learningRate())).ofNetwork();
    public final Setting<String> momentum = Setting.typed("momentum", "Momentum", e -> NumberText.of(e.optimiser().momentum())).ofNetwork();
    public final Setting<Boolean> nesterov = Setting.<Boolean>chosen("nesterov", "Nesterov", e -> e.optimiser().nesterov()).ofNetwork();
    public final Setting<String> weightDecay = Setting.typed("weight-decay", "Weight decay",
            e -> NumberText.of(e.optimiser().weightDecay())).ofNetwork();
    public final Setting<DecayScope> decays = Setting.<DecayScope>chosen("decay-scope", "Decays", e -> e.optimiser().decays()).ofNetwork();

    OptimiserSettings() {
        BooleanBinding sgd = kind.value().isEqualTo(OptimiserKind.SGD);
        momentum.onlyIf(sgd);
        nesterov.onlyIf(sgd);
        decays.onlyIf(Bindings.createBooleanBinding(() -> !NumberText.same(weightDecay.value().get(), "0"), weightDecay.value()));
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(kind, learningRate, momentum, nesterov, weightDecay, decays);
    }

    @Override
    public Experiment read(Experiment base, Map<String, String> found) {
        OptimiserConfig o = base.optimiser();
        return base.withOptimiser(new OptimiserConfig(kind.value().get(), NumberText.real(learningRate, o.learningRate(), found),
                NumberText.real(momentum, o.momentum(), found), nesterov.applies().get() ? nesterov.value().get() : o.nesterov(),
                NumberText.real(weightDecay, o.weightDecay(), found), decays.applies().get() ? decays.value().get() : o.decays()));
    }
}
