package dev.thresher.engine.export;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.experiment.MethodConfig;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.model.spec.ShapedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The parameters of a trained network as an evaluation uses them: every weight with its mask, the reset rule applied, and the rest. */
public final class TrainedWeights {
    private final ShapedModel model;
    private final MethodKind method;
    private final SequencedMap<String, TrainedWeight> weights = new LinkedHashMap<>();
    private final SequencedMap<String, NamedTensor> others = new LinkedHashMap<>();
    private final SequencedMap<String, NamedTensor> thresholds = new LinkedHashMap<>();

    private TrainedWeights(ShapedModel model, MethodKind method) {
        this.model = model;
        this.method = method;
    }

    /**
     * Reads a safetensors file of parameters, a checkpoint of them too.
     *
     * @throws UserError naming the file and every tensor that is missing or has another shape than the model's
     */
    public static TrainedWeights read(Path file, ShapedModel model, MethodConfig method) {
        TensorFile tensors = SafeTensors.read(file);
        TrainedWeights read = new TrainedWeights(model, method.kind());
        List<String> faults = new ArrayList<>();
        for (SavedTensor each : SavedTensor.of(model)) {
            if (!tensors.contains(each.name())) {
                faults.add(each.name() + " is missing");
            } else if (!Arrays.equals(tensors.shape(each.name()), each.shape())) {
                faults.add(each.name() + " is " + Arrays.toString(tensors.shape(each.name())) + ", expected " + Arrays.toString(each.shape()));
            } else if (each.role() == SavedTensor.Role.OTHER) {
                read.others.put(each.name(), new NamedTensor(each.name(), each.shape(), tensors.floats(each.name())));
            } else {
                read.weight(each, tensors, method, faults);
            }
        }
        if (!faults.isEmpty()) {
            throw new UserError(file + ": does not fit the model: " + String.join("; ", faults) + "; give parameters of the same model and method");
        }
        return read;
    }

    private void weight(SavedTensor saved, TensorFile tensors, MethodConfig config, List<String> faults) {
        float[] values = tensors.floats(saved.name());
        boolean trained = switch (config.kind()) {
            case DST -> saved.maskable();
            case DENSE -> false;
        };
        if (!trained) {
            weights.put(saved.name(), TrainedWeight.dense(saved.name(), saved.shape(), values, saved.maskable()));
            return;
        }
        String name = saved.threshold();
        if (!tensors.contains(name)) {
            faults.add(name + " is missing");
            return;
        }
        int rows = saved.shape()[0];
        int[] shape = tensors.shape(name);
        int[] expected = switch (config.threshold()) {
            case SCALAR -> new int[] {1};
            case VECTOR -> new int[] {rows};
            case MATRIX -> new int[] {rows, values.length / rows};
        };
        if (!Arrays.equals(shape, expected)) {
            faults.add(name + " is " + Arrays.toString(shape) + ", expected " + Arrays.toString(expected));
            return;
        }
        float[] t = tensors.floats(name);
        thresholds.put(name, new NamedTensor(name, shape, t));
        weights.put(saved.name(), TrainedWeight.masked(saved.name(), saved.shape(), values, t, saved.resets()));
    }

    public ShapedModel model() {
        return model;
    }

    public MethodKind method() {
        return method;
    }

    /** Every weight, masked or not, in the order of the layers. */
    public Collection<TrainedWeight> weights() {
        return Collections.unmodifiableCollection(weights.sequencedValues());
    }

    /** Biases, γ, β and running statistics, in the order of the layers. */
    public Collection<NamedTensor> others() {
        return Collections.unmodifiableCollection(others.sequencedValues());
    }

    /** Thresholds as they are saved, without the reset rule; empty where the method trains none. */
    public Collection<NamedTensor> thresholds() {
        return Collections.unmodifiableCollection(thresholds.sequencedValues());
    }

    /** @throws IllegalArgumentException where there is no weight of this name */
    TrainedWeight weight(String name) {
        return required(weights, name);
    }

    /** The values of a bias, γ, β or running statistic. @throws IllegalArgumentException where there is none of this name */
    float[] other(String name) {
        return required(others, name).data();
    }

    boolean has(String name) {
        return others.containsKey(name);
    }

    private static <T> T required(Map<String, T> all, String name) {
        T found = all.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no tensor '" + name + "'");
        }
        return found;
    }

    /** k_m, the kept fraction of all maskable weights, in 0 … 1. */
    public double remaining() {
        long kept = 0;
        long total = 0;
        for (TrainedWeight weight : weights.values()) {
            kept += weight.maskable() ? weight.kept() : 0;
            total += weight.maskable() ? weight.size() : 0;
        }
        return total == 0 ? 1 : (double) kept / total;
    }

    /** Bytes of all but thresholds as float32 with nothing masked. */
    public long denseBytes() {
        long entries = 0;
        for (TrainedWeight weight : weights.values()) {
            entries += weight.size();
        }
        for (NamedTensor other : others.values()) {
            entries += other.size();
        }
        return entries * Float.BYTES;
    }
}
