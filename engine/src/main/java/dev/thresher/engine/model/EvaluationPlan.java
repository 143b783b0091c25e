package dev.thresher.engine.model;

import dev.thresher.engine.backend.Backend;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.layer.EvaluatedChain;
import dev.thresher.engine.layer.Layer;
import dev.thresher.engine.layer.Pass;
import java.util.ArrayList;
import java.util.List;

/** How a network is evaluated: its layers in their order, those together that can be computed in one go. */
final class EvaluationPlan {
    /**
     * A layer, or some at once.
     *
     * @param chain null for one layer alone
     * @param source the layer whose output is taken; null for the images
     */
    private record Stage(Layer layer, EvaluatedChain chain, Layer source) {
        Tensor evaluate(Tensor images, Pass pass) {
            Tensor x = source == null ? images : source.output();
            return chain == null ? layer.forward(x, pass) : chain.evaluate(x);
        }
    }

    private final Stage[] stages;
    private final Pass pass = new Pass();

    EvaluationPlan(Backend backend, List<Network.Node> nodes) {
        List<Stage> planned = new ArrayList<>();
        boolean[] done = new boolean[nodes.size()];
        for (int place = 0; place < done.length; place++) {
            if (done[place]) {
                continue;
            }
            List<Integer> line = line(nodes, place);
            int from = nodes.get(place).inputs().getFirst();
            Layer source = from == Network.IMAGES ? null : nodes.get(from).layer();
            EvaluatedChain chain = EvaluatedChain.of(backend, source, line.stream().map(i -> nodes.get(i).layer()).toList());
            for (int i = 0; chain != null && i < chain.length(); i++) {
                done[line.get(i)] = true;
            }
            planned.add(new Stage(nodes.get(place).layer(), chain, source));
        }
        stages = planned.toArray(Stage[]::new);
        pass.evaluate();
    }

    /** A node, and those after it of which each takes from the one before it alone, which gives to it alone. */
    private static List<Integer> line(List<Network.Node> nodes, int first) {
        List<Integer> line = new ArrayList<>(List.of(first));
        while (true) {
            int last = line.getLast();
            List<Integer> takers = new ArrayList<>();
            for (int i = last + 1; i < nodes.size(); i++) {
                for (int input : nodes.get(i).inputs()) {
                    if (input == last) {
                        takers.add(i);
                    }
                }
            }
            if (takers.size() != 1 || nodes.get(takers.getFirst()).inputs().size() != 1) {
                return line;
            }
            line.add(takers.getFirst());
        }
    }

    /** Logits of images. */
    Tensor evaluate(Tensor images) {
        Tensor y = images;
        for (Stage stage : stages) {
            y = stage.evaluate(images, pass);
        }
        return y;
    }
}
