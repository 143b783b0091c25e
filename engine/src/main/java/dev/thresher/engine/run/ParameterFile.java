package dev.thresher.engine.run;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.NamedTensor;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.model.Network;
import dev.thresher.engine.optimiser.Optimiser;
import dev.thresher.engine.parameter.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Parameters in safetensors files, by PyTorch's names: {@code fc1.weight} [out, in], {@code fc1.bias}, {@code fc1.threshold}. */
public final class ParameterFile {
    private ParameterFile() {
    }

    /** Writes all parameters, in one step. @throws UserError where the file cannot be written */
    public static void write(Path file, Network network, Map<String, String> metadata) {
        SafeTensors.write(file, metadata, tensors(network));
    }

    /**
     * Reads all parameters of a network. Thresholds may be missing and stay as they are, so that a dense model's
     * parameters can be a start; anything else that is missing, or has another shape, is reported, all at once.
     *
     * @throws UserError naming the file and every tensor that does not fit
     */
    public static void read(Path file, Network network) {
        TensorFile tensors = SafeTensors.read(file);
        List<String> faults = new ArrayList<>();
        for (Parameter p : network.parameters()) {
            if (!tensors.contains(p.name())) {
                if (!p.name().endsWith(".threshold")) {
                    faults.add(p.name() + " is missing");
                }
            } else if (!Arrays.equals(tensors.shape(p.name()), p.shape())) {
                faults.add(p.name() + " is " + Arrays.toString(tensors.shape(p.name())) + ", expected "
                        + Arrays.toString(p.shape()));
            }
        }
        if (!faults.isEmpty()) {
            throw new UserError(file + ": does not fit the model: " + String.join("; ", faults)
                    + "; give parameters of the same model");
        }
        for (Parameter p : network.parameters()) {
            if (tensors.contains(p.name())) {
                network.backend().upload(p.value(), tensors.floats(p.name()));
            }
        }
    }

    static List<NamedTensor> tensors(Network network) {
        List<NamedTensor> tensors = new ArrayList<>();
        for (Parameter p : network.parameters()) {
            tensors.add(new NamedTensor(p.name(), p.shape(), network.backend().download(p.value())));
        }
        return tensors;
    }

    /** Parameters and the optimiser's state: all that training goes on from. */
    public static List<NamedTensor> checkpoint(Network network, Optimiser optimiser) {
        List<NamedTensor> tensors = new ArrayList<>(tensors(network));
        for (Optimiser.State state : optimiser.state()) {
            tensors.add(new NamedTensor(state.name(), state.parameter().shape(), network.backend().download(state.value())));
        }
        return tensors;
    }
}
