package dev.thresher.engine.run;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.mask.MaskedWeight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a run stands besides its tensors: what the metadata of a checkpoint hold, so that it goes on with the same bits.
 *
 * @param step steps done
 * @param epochLoss sum of the task losses of the epoch's steps so far
 * @param epochSteps how many those are; not 0 at the end of an epoch means that its evaluation is still due
 * @param alpha α as it is now
 * @param learningRate η before the schedule, as changed by the user
 * @param seconds spent training and evaluating
 * @param secondsWaited those of them that steps waited for data
 * @param epochRows rows of {@code epochs.csv} by then
 * @param eventRows rows of {@code events.csv} by then
 * @param frozen whether masks are frozen, or are to be from the next step on
 * @param prunedAhead entries that the next step's masks prune of the last one's
 * @param recoveredAhead entries that the next step's masks bring back
 * @param layers of the masked weights, in the network's order
 */
public record CheckpointState(int step, double epochLoss, int epochSteps, double alpha, double learningRate, double seconds,
                              double secondsWaited, Scores scores, int epochRows, int eventRows, boolean frozen, long prunedAhead,
                              long recoveredAhead, List<Layer> layers) {
    /**
     * What was counted of a masked weight.
     *
     * @param kept entries that remained in the last step
     * @param evaluated entries that remained in the last evaluation
     * @param resets how often its thresholds went back to zero
     * @param prunedAhead entries that its mask of the next step prunes of the last one's
     * @param recoveredAhead entries that it brings back
     */
    public record Layer(String name, long kept, long evaluated, int resets, long prunedAhead, long recoveredAhead) {
        public static Layer of(MaskedWeight weight, long prunedAhead, long recoveredAhead) {
            return new Layer(weight.layer(), weight.count().kept(), weight.evaluationCount().kept(), weight.count().resets(), prunedAhead,
                    recoveredAhead);
        }

        void restore(MaskedWeight weight) {
            weight.count().restore(kept, resets);
            weight.evaluationCount().restore(evaluated, 0);
        }
    }

    /** Gives masked weights their counts back. @param weights those of the network that the state is of */
    public void restore(List<MaskedWeight> weights) {
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).restore(weights.get(i));
        }
    }

    public CheckpointState {
        layers = List.copyOf(layers);
    }

    /** As text; fractions in hexadecimal, which holds every bit. */
    Map<String, String> metadata() {
        Map<String, String> text = new LinkedHashMap<>();
        text.put("step", Integer.toString(step));
        text.put("epoch_loss", Double.toHexString(epochLoss));
        text.put("epoch_steps", Integer.toString(epochSteps));
        text.put("alpha", Double.toHexString(alpha));
        text.put("learning_rate", Double.toHexString(learningRate));
        text.put("seconds", Double.toHexString(seconds));
        text.put("seconds_waited", Double.toHexString(secondsWaited));
        text.put("last_accuracy", Double.toHexString(scores.last()));
        text.put("best_accuracy", Double.toHexString(scores.best()));
        text.put("best_epoch", Integer.toString(scores.bestEpoch()));
        text.put("best_step", Integer.toString(scores.bestStep()));
        text.put("epoch_rows", Integer.toString(epochRows));
        text.put("event_rows", Integer.toString(eventRows));
        text.put("frozen", Boolean.toString(frozen));
        text.put("pruned_ahead", Long.toString(prunedAhead));
        text.put("recovered_ahead", Long.toString(recoveredAhead));
        for (Layer layer : layers) {
            text.put(layer.name + ".kept", Long.toString(layer.kept));
            text.put(layer.name + ".evaluated", Long.toString(layer.evaluated));
            text.put(layer.name + ".resets", Integer.toString(layer.resets));
            text.put(layer.name + ".pruned_ahead", Long.toString(layer.prunedAhead));
            text.put(layer.name + ".recovered_ahead", Long.toString(layer.recoveredAhead));
        }
        return text;
    }

    /**
     * @param names of the masked layers
     * @throws UserError naming the file and what it lacks
     */
    static CheckpointState of(TensorFile file, List<String> names) {
        Scores scores = new Scores(fraction(file, "last_accuracy"), fraction(file, "best_accuracy"), count(file, "best_epoch"),
                count(file, "best_step"));
        List<Layer> layers = names.stream().map(name -> new Layer(name, whole(file, name + ".kept"), whole(file, name + ".evaluated"),
                count(file, name + ".resets"), newer(file, name + ".pruned_ahead"), newer(file, name + ".recovered_ahead"))).toList();
        return new CheckpointState(count(file, "step"), fraction(file, "epoch_loss"), count(file, "epoch_steps"), fraction(file, "alpha"),
                fraction(file, "learning_rate"), fraction(file, "seconds"), fraction(file, "seconds_waited"), scores,
                count(file, "epoch_rows"), count(file, "event_rows"), "true".equals(file.metadata().get("frozen")),
                newer(file, "pruned_ahead"), newer(file, "recovered_ahead"), layers);
    }

    /** A count that older checkpoints do not have. */
    private static long newer(TensorFile file, String key) {
        return file.metadata().containsKey(key) ? whole(file, key) : 0;
    }

    private static double fraction(TensorFile file, String key) {
        String text = file.metadata(key);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            throw damaged(file, key, text);
        }
    }

    private static int count(TensorFile file, String key) {
        long value = whole(file, key);
        if (value > Integer.MAX_VALUE) {
            throw damaged(file, key, Long.toString(value));
        }
        return (int) value;
    }

    private static long whole(TensorFile file, String key) {
        String text = file.metadata(key);
        try {
            long value = Long.parseLong(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw damaged(file, key, text);
    }

    private static UserError damaged(TensorFile file, String key, String text) {
        return new UserError(file.path() + ": its metadata say '" + text + "' for " + key + ", which no run writes; start the run anew");
    }
}
