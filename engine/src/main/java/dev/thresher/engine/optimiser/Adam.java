package dev.thresher.engine.optimiser;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.experiment.OptimiserConfig;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.ParameterKind;
import java.util.ArrayList;
import java.util.List;

/** Adam (Kingma and Ba 2015), as PyTorch does it, with its customary constants. */
public final class Adam implements Optimiser {
    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final Backend backend;
    private final List<Parameter> parameters;
    private final List<State> states = new ArrayList<>(); // m and v of each parameter
    private final float[] decays;
    private boolean thresholdsFixed;

    public Adam(Backend backend, List<Parameter> parameters, OptimiserConfig config) {
        this.backend = backend;
        this.parameters = List.copyOf(parameters);
        decays = new float[parameters.size()];
        for (int i = 0; i < decays.length; i++) {
            Parameter p = parameters.get(i);
            states.add(new State(p.name() + ".first_moment", p, like(p)));
            states.add(new State(p.name() + ".second_moment", p, like(p)));
            decays[i] = Optimiser.decay(p, config);
        }
    }

    private Tensor like(Parameter p) {
        return backend.matrix(p.value().rows(), p.value().columns());
    }

    @Override
    public void step(double learningRate, long update) {
        for (int i = 0; i < decays.length; i++) {
            Parameter p = parameters.get(i);
            if (thresholdsFixed && p.kind() == ParameterKind.THRESHOLD) {
                continue;
            }
            backend.adam(p.value(), p.gradient(), states.get(2 * i).value(), states.get(2 * i + 1).value(), (float) learningRate, BETA_1,
                    BETA_2, EPSILON, decays[i], update);
        }
    }

    @Override
    public void fixThresholds(boolean on) {
        thresholdsFixed = on;
    }

    @Override
    public List<State> state() {
        return List.copyOf(states);
    }
}
