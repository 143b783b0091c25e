package dev.thresher.engine.export;

import java.util.List;

/** An LSTM's gates one below the other in ONNX's order: input, output, forget, and the candidate, which is c there and u here. */
final class LstmTensors {
    static final List<String> GATES = List.of("i", "o", "f", "u");

    private final TrainedWeights weights;
    private final String layer;

    LstmTensors(TrainedWeights weights, String layer) {
        this.weights = weights;
        this.layer = layer;
    }

    /** P of the inputs, {@code [4h, features]}. */
    float[] inputWeights() {
        return stacked(".weight_x");
    }

    /** P of the state before, {@code [4h, h]}. */
    float[] recurrentWeights() {
        return stacked(".weight_h");
    }

    /** ONNX adds a bias of the inputs and one of the state, {@code [8h]}: ours is the first, the second stays zero. */
    float[] biases() {
        int hidden = weights.other(layer + ".bias_" + GATES.getFirst()).length;
        float[] all = new float[2 * GATES.size() * hidden];
        for (int gate = 0; gate < GATES.size(); gate++) {
            System.arraycopy(weights.other(layer + ".bias_" + GATES.get(gate)), 0, all, gate * hidden, hidden);
        }
        return all;
    }

    private float[] stacked(String prefix) {
        float[] all = null;
        for (int gate = 0; gate < GATES.size(); gate++) {
            float[] p = weights.weight(layer + prefix + GATES.get(gate)).product();
            if (all == null) {
                all = new float[GATES.size() * p.length];
            }
            System.arraycopy(p, 0, all, gate * p.length, p.length);
        }
        return all;
    }
}
