package dev.thresher.engine.optimiser;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.experiment.DecayScope;
import dev.thresher.engine.experiment.OptimiserConfig;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.ParameterKind;
import java.util.List;

/** Updates parameters from their gradients. */
public interface Optimiser {
    /**
     * What it remembers of a parameter.
     *
     * @param name as checkpoints call it: {@code fc1.weight.velocity}
     * @param parameter whose it is
     */
    record State(String name, Parameter parameter, Tensor value) {
    }

    /** One update of every parameter. @param update which one, from 1 */
    void step(double learningRate, long update);

    /** Leaves thresholds, and what it remembers of them, as they are, or trains them again. */
    void fixThresholds(boolean on);

    /** All that it remembers, in the order of the parameters. */
    List<State> state();

    static Optimiser of(Backend backend, List<Parameter> parameters, OptimiserConfig config) {
        return switch (config.kind()) {
            case SGD -> new Sgd(backend, parameters, config);
            case ADAM -> new Adam(backend, parameters, config);
        };
    }

    /** λ of a parameter. */
    static float decay(Parameter p, OptimiserConfig config) {
        boolean covered = config.decays() == DecayScope.ALL || p.kind() == ParameterKind.WEIGHT
                || config.decays() == DecayScope.NOT_THRESHOLDS && p.kind() != ParameterKind.THRESHOLD;
        return covered ? (float) config.weightDecay() : 0f;
    }
}
