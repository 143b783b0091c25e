package dev.thresher.engine.optimiser;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.experiment.OptimiserConfig;
import dev.thresher.engine.parameter.Parameter;
import java.util.ArrayList;
import java.util.List;

/** Stochastic gradient descent with momentum, as PyTorch does it: v ← μv + g + λp; p ← p − ηv. */
public final class Sgd {
    private final Backend backend;
    private final List<Parameter> parameters;
    private final List<Tensor> velocities = new ArrayList<>();
    private final float momentum;
    private final float weightDecay;

    public Sgd(Backend backend, List<Parameter> parameters, OptimiserConfig config) {
        this.backend = backend;
        this.parameters = List.copyOf(parameters);
        momentum = (float) config.momentum();
        weightDecay = (float) config.weightDecay();
        for (Parameter p : parameters) {
            velocities.add(backend.matrix(p.value().rows(), p.value().columns()));
        }
    }

    /** One update of every parameter from its gradient. */
    public void step(double learningRate) {
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            backend.sgd(p.value(), p.gradient(), velocities.get(i), (float) learningRate, momentum,
                    p.decays() ? weightDecay : 0f);
        }
    }

    /** Name of the state that belongs to a parameter, as checkpoints call it. */
    public static String velocityName(Parameter p) {
        return p.name() + ".velocity";
    }

    /** v of each parameter, in the order of the parameters. */
    public List<Tensor> velocities() {
        return List.copyOf(velocities);
    }
}
