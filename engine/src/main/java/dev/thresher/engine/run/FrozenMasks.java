package dev.thresher.engine.run;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.NamedBytes;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.model.Network;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Frozen masks in files: a checkpoint has them beside W and t, bit-packed as in a {@link MaskSnapshot}. */
final class FrozenMasks {
    private FrozenMasks() {
    }

    private static String name(MaskedWeight weight) {
        return weight.weight().name() + ".mask";
    }

    /** {@code fc1.weight.mask} and so on, of those that are frozen. */
    static List<NamedBytes> of(Network network) {
        return network.maskedWeights().stream().filter(MaskedWeight::frozen).map(FrozenMasks::pack).toList();
    }

    private static NamedBytes pack(MaskedWeight weight) {
        int columns = weight.columns();
        int stride = (columns + 7) / 8;
        byte[] bits = new byte[weight.rows() * stride];
        boolean[] mask = weight.mask();
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                bits[i / columns * stride + i % columns / 8] |= (byte) (1 << i % columns % 8);
            }
        }
        return new NamedBytes(name(weight), new int[] {weight.rows(), stride}, bits);
    }

    /** Freezes the masks that a checkpoint has. @throws UserError where one does not fit its weight */
    static void restore(TensorFile checkpoint, Network network) {
        for (MaskedWeight weight : network.maskedWeights()) {
            if (checkpoint.contains(name(weight))) {
                weight.freeze(unpack(checkpoint, weight));
            }
        }
    }

    private static boolean[] unpack(TensorFile checkpoint, MaskedWeight weight) {
        int columns = weight.columns();
        int stride = (columns + 7) / 8;
        if (!Arrays.equals(checkpoint.shape(name(weight)), new int[] {weight.rows(), stride})) {
            throw new UserError(checkpoint.path() + ": '" + name(weight) + "' has the shape " + Arrays.toString(checkpoint.shape(name(weight)))
                    + ", but [" + weight.rows() + ", " + stride + "] is needed; start the run anew");
        }
        byte[] bits = checkpoint.bytes(name(weight));
        boolean[] mask = new boolean[weight.rows() * columns];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (bits[i / columns * stride + i % columns / 8] >> i % columns % 8 & 1) == 1;
        }
        return mask;
    }

    /** What the masks of a network are called, frozen or not. */
    static Set<String> names(Network network) {
        return network.maskedWeights().stream().map(FrozenMasks::name).collect(Collectors.toSet());
    }

    /** For weights with frozen masks W ⊙ M and t = 0, by the names that W and t are saved by. */
    static Map<String, float[]> asTrained(Network network) {
        Map<String, float[]> values = new HashMap<>();
        for (MaskedWeight weight : network.maskedWeights()) {
            if (weight.frozen()) {
                float[] w = network.backend().download(weight.weight().value());
                boolean[] mask = weight.mask();
                for (int i = 0; i < w.length; i++) {
                    w[i] = mask[i] ? w[i] : 0;
                }
                values.put(weight.weight().name(), w);
                values.put(weight.threshold().name(), new float[(int) weight.threshold().value().size()]);
            }
        }
        return values;
    }
}
