package dev.thresher.engine.run;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.datasets.tensors.WritableTensor;
import dev.thresher.engine.backend.Tensor;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.optimiser.Optimiser;
import dev.thresher.engine.parameter.Parameter;
import dev.thresher.engine.parameter.ParameterKind;
import dev.thresher.engine.parameter.Statistic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parameters in safetensors files, by PyTorch's names: {@code fc1.weight} [out, in], {@code fc1.bias}, {@code fc1.threshold}. */
public final class ParameterFile {
    /** Thresholds, an optimiser's state, and PyTorch's counts of batches: a start may have them or not. */
    private static final Pattern OPTIONAL = Pattern.compile(
            "\\.(threshold(_[xh][ifuo])?|velocity|first_moment|second_moment|num_batches_tracked)$");

    /** One tensor that is saved. */
    record Saved(String name, int[] shape, Tensor value, boolean threshold) {
    }

    private ParameterFile() {
    }

    /**
     * Writes all parameters, in one step. Frozen masks need not be those that W and t make: such a weight is written as W ⊙ M with thresholds of 0,
     * so that whoever reads the file makes the same masks.
     *
     * @throws UserError where the file cannot be written
     */
    public static void write(Path file, Network network, Map<String, String> metadata) {
        Map<String, float[]> instead = FrozenMasks.asTrained(network);
        SafeTensors.write(file, metadata, tensors(network).stream()
                .map(t -> instead.containsKey(t.name()) ? new NamedTensor(t.name(), t.shape(), instead.get(t.name())) : t).toList());
    }

    /**
     * Reads all parameters and statistics of a network. Thresholds may be missing and stay as they are, so that a dense model's
     * parameters can be a start, or be more than the network has. Anything else that is missing, has another shape, or belongs nowhere is
     * reported, all at once; but for an optimiser's state and PyTorch's counts of batches, which a start does not need.
     *
     * @throws UserError naming the file and every tensor that does not fit
     */
    public static void read(Path file, Network network) {
        read(SafeTensors.read(file), network);
    }

    /** As {@link #read(Path, Network)}, from a file that has been read. */
    public static void read(TensorFile tensors, Network network) {
        List<Saved> expected = saved(network);
        check(tensors, faults(tensors, expected, Set.of()), "give parameters of the same model");
        upload(tensors, expected, network);
    }

    /**
     * Reads a checkpoint: all that {@link #checkpoint} wrote, and nothing else.
     *
     * @throws UserError naming the file and every tensor that does not fit
     */
    static void restore(TensorFile tensors, Network network, Optimiser optimiser) {
        List<Saved> expected = saved(network).stream().map(each -> new Saved(each.name(), each.shape(), each.value(), false))
                .collect(Collectors.toCollection(ArrayList::new));
        for (Optimiser.State state : optimiser.state()) {
            expected.add(new Saved(state.name(), state.parameter().shape(), state.value(), false));
        }
        List<String> faults = faults(tensors, expected, FrozenMasks.names(network));
        Set<String> names = expected.stream().map(Saved::name).collect(Collectors.toSet());
        tensors.names().stream().filter(name -> !names.contains(name) && OPTIONAL.matcher(name).find())
                .forEach(name -> faults.add(name + " belongs to nothing that is trained"));
        check(tensors, faults, "go on with the experiment that wrote it");
        upload(tensors, expected, network);
    }

    /** Steps that saved weights were trained for. @throws UserError where the file does not say */
    public static int step(TensorFile weights) {
        String text = weights.metadata("step");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new UserError(weights.path() + ": its metadata say '" + text + "' for step, which is no number; write it anew");
        }
    }

    private static void check(TensorFile tensors, List<String> faults, String remedy) {
        if (!faults.isEmpty()) {
            throw new UserError(tensors.path() + ": does not fit the model: " + String.join("; ", faults) + "; " + remedy);
        }
    }

    private static void upload(TensorFile tensors, List<Saved> expected, Network network) {
        for (Saved each : expected) {
            if (tensors.contains(each.name())) {
                network.backend().upload(each.value(), tensors.floats(each.name()));
            }
        }
    }

    /** @param besides names that may be there too */
    private static List<String> faults(TensorFile tensors, List<Saved> expected, Set<String> besides) {
        List<String> faults = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Saved each : expected) {
            names.add(each.name());
            if (!tensors.contains(each.name())) {
                if (!each.threshold()) {
                    faults.add(each.name() + " is missing");
                }
            } else if (!Arrays.equals(tensors.shape(each.name()), each.shape())) {
                faults.add(each.name() + " is " + Arrays.toString(tensors.shape(each.name())) + ", expected "
                        + Arrays.toString(each.shape()));
            }
        }
        for (String name : tensors.names()) {
            if (!names.contains(name) && !besides.contains(name) && !OPTIONAL.matcher(name).find()) {
                faults.add(name + " belongs to no layer");
            }
        }
        return faults;
    }

    /** All that is saved of a network: parameters, then statistics. */
    static List<Saved> saved(Network network) {
        List<Saved> all = new ArrayList<>();
        for (Parameter p : network.parameters()) {
            all.add(new Saved(p.name(), p.shape(), p.value(), p.kind() == ParameterKind.THRESHOLD));
        }
        for (Statistic s : network.statistics()) {
            all.add(new Saved(s.name(), new int[] {s.value().rows()}, s.value(), false));
        }
        return all;
    }

    static List<NamedTensor> tensors(Network network) {
        List<NamedTensor> tensors = new ArrayList<>();
        for (Saved each : saved(network)) {
            tensors.add(new NamedTensor(each.name(), each.shape(), network.backend().download(each.value())));
        }
        return tensors;
    }

    /** Parameters, the optimiser's state, and frozen masks: all that training goes on from. */
    public static List<WritableTensor> checkpoint(Network network, Optimiser optimiser) {
        List<WritableTensor> tensors = new ArrayList<>(tensors(network));
        for (Optimiser.State state : optimiser.state()) {
            tensors.add(new NamedTensor(state.name(), state.parameter().shape(), network.backend().download(state.value())));
        }
        tensors.addAll(FrozenMasks.of(network));
        return tensors;
    }
}
