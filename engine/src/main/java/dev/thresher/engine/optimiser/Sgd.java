package dev.thresher.engine.optimiser;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.experiment.OptimiserConfig;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.ParameterKind;
import java.util.List;

/** Stochastic gradient descent with momentum, Nesterov's if asked for, as PyTorch does it. */
public final class Sgd implements Optimiser {
    private final Backend backend;
    private final List<State> velocities;
    private final float[] decays;
    private final float momentum;
    private final boolean nesterov;
    private boolean thresholdsFixed;

    public Sgd(Backend backend, List<Parameter> parameters, OptimiserConfig config) {
        this.backend = backend;
        momentum = (float) config.momentum();
        nesterov = config.nesterov();
        velocities = parameters.stream().map(p -> new State(p.name() + ".velocity", p,
                backend.matrix(p.value().rows(), p.value().columns()))).toList();
        decays = new float[velocities.size()];
        for (int i = 0; i < decays.length; i++) {
            decays[i] = Optimiser.decay(velocities.get(i).parameter(), config);
        }
    }

    @Override
    public void step(double learningRate, long update) {
        for (int i = 0; i < decays.length; i++) {
            State v = velocities.get(i);
            if (thresholdsFixed && v.parameter().kind() == ParameterKind.THRESHOLD) {
                continue;
            }
            backend.sgd(v.parameter().value(), v.parameter().gradient(), v.value(), (float) learningRate, momentum, nesterov, decays[i]);
        }
    }

    @Override
    public void fixThresholds(boolean on) {
        thresholdsFixed = on;
    }

    @Override
    public List<State> state() {
        return velocities;
    }
}
