package dev.thresher.engine.layer;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.mask.SparseMethod;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.ParameterKind;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer of LSTM cells over a sequence, from a zero state at every batch. Each gate's input and recurrent matrix is a masked weight with
 * thresholds of its own; the reset rule applies to none. Gates are i, f, u (the candidate) and o.
 */
public final class Lstm implements Layer {
    private static final String[] GATES = {"i", "f", "u", "o"};

    private final Backend backend;
    private final String name;
    private final int steps;
    private final List<MaskedWeight> inputWeights = new ArrayList<>();     // [h, features] a gate
    private final List<MaskedWeight> recurrentWeights = new ArrayList<>(); // [h, h] a gate
    private final List<Parameter> biases = new ArrayList<>();              // [h] a gate
    private final Tensor px;      // the gates' P one below the other, [4h, features]
    private final Tensor ph;      // [4h, h]
    private final Tensor bias;    // [4h]
    private final Tensor dpx;
    private final Tensor dph;
    private final Tensor dBias;
    private final Tensor gates;   // [steps · 4h, batch]
    private final Tensor cells;   // [steps · h, batch]
    private final Tensor outputs; // [steps · h, batch]
    private final Tensor dx;      // [steps · features, batch], or null
    private final int hidden;
    private Tensor x;

    /** @param needsInputGradient false for a first layer, whose input is data */
    public Lstm(Backend backend, SparseMethod method, String name, int steps, int features, int hidden, int capacity,
                boolean needsInputGradient) {
        this.backend = backend;
        this.name = name;
        this.steps = steps;
        this.hidden = hidden;
        for (String gate : GATES) {
            inputWeights.add(weight(method, "x" + gate, features));
            recurrentWeights.add(weight(method, "h" + gate, hidden));
            biases.add(Parameter.of(backend, name + ".bias_" + gate, ParameterKind.BIAS, new int[] {hidden}, hidden, 1));
        }
        px = backend.matrix(GATES.length * hidden, features);
        ph = backend.matrix(GATES.length * hidden, hidden);
        bias = backend.matrix(GATES.length * hidden, 1);
        dpx = backend.matrix(GATES.length * hidden, features);
        dph = backend.matrix(GATES.length * hidden, hidden);
        dBias = backend.matrix(GATES.length * hidden, 1);
        gates = backend.activation(steps * GATES.length * hidden, capacity);
        cells = backend.activation(steps * hidden, capacity);
        outputs = backend.activation(steps * hidden, capacity);
        dx = needsInputGradient ? backend.activation(steps * features, capacity) : null;
    }

    private MaskedWeight weight(SparseMethod method, String which, int columns) {
        var names = new MaskedWeight.Names(name + "." + which, name + ".weight_" + which, name + ".threshold_" + which);
        return new MaskedWeight(backend, method, names, new int[] {hidden, columns}, hidden, columns, false);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tensor forward(Tensor input, Pass pass) {
        x = input;
        for (int gate = 0; gate < GATES.length; gate++) {
            backend.copyRows(inputWeights.get(gate).masked(), 0, px, gate * hidden, hidden);
            backend.copyRows(recurrentWeights.get(gate).masked(), 0, ph, gate * hidden, hidden);
            backend.copyRows(biases.get(gate).value(), 0, bias, gate * hidden, hidden);
        }
        gates.resize(x.columns());
        cells.resize(x.columns());
        outputs.resize(x.columns());
        backend.lstm(steps, px, ph, bias, x, gates, cells, outputs);
        return outputs;
    }

    @Override
    public Tensor backward(Tensor dy) {
        if (dx != null) {
            dx.resize(dy.columns());
        }
        backend.lstmGradient(steps, px, ph, x, gates, cells, outputs, dy, dpx, dph, dBias, dx);
        for (int gate = 0; gate < GATES.length; gate++) {
            backend.copyRows(dpx, gate * hidden, inputWeights.get(gate).gradient(), 0, hidden);
            backend.copyRows(dph, gate * hidden, recurrentWeights.get(gate).gradient(), 0, hidden);
            backend.copyRows(dBias, gate * hidden, biases.get(gate).gradient(), 0, hidden);
            inputWeights.get(gate).backward();
            recurrentWeights.get(gate).backward();
        }
        return dx;
    }

    @Override
    public List<Parameter> parameters() {
        return List.copyOf(biases);
    }

    /** xi, hi, xf, hf, xu, hu, xo, ho. */
    @Override
    public List<MaskedWeight> maskedWeights() {
        List<MaskedWeight> all = new ArrayList<>();
        for (int gate = 0; gate < GATES.length; gate++) {
            all.add(inputWeights.get(gate));
            all.add(recurrentWeights.get(gate));
        }
        return all;
    }

    @Override
    public Tensor output() {
        return outputs;
    }
}
