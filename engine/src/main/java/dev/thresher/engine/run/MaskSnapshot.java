package dev.thresher.engine.run;

import dev.thresher.datasets.tensors.NamedBytes;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.engine.mask.MaskedWeight;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * All masks of a network at one step, bit-packed: a safetensors file with one U8 tensor a masked weight, named after
 * it, {@code c_o × ⌈z / 8⌉}; entry j of a row is bit {@code j mod 8} (least significant first) of byte {@code j / 8}. The
 * metadata holds the step and, for each weight, z.
 */
public record MaskSnapshot(int step, Map<String, String> metadata, List<NamedBytes> masks) {
    private static final Pattern FILE = Pattern.compile("step-\\d{8,}\\.safetensors");

    /** The masks that W and t make now. */
    public static MaskSnapshot of(int step, List<MaskedWeight> weights) {
        Map<String, String> metadata = new java.util.LinkedHashMap<>();
        metadata.put("step", Integer.toString(step));
        List<NamedBytes> masks = new ArrayList<>();
        for (MaskedWeight weight : weights) {
            metadata.put(weight.weight().name() + ".columns", Integer.toString(weight.columns()));
            masks.add(pack(weight));
        }
        return new MaskSnapshot(step, metadata, masks);
    }

    private static NamedBytes pack(MaskedWeight weight) {
        int columns = weight.columns();
        int stride = (columns + 7) / 8;
        byte[] bits = new byte[weight.rows() * stride];
        boolean[] mask = weight.mask();
        for (int i = 0; i < weight.rows(); i++) {
            for (int j = 0; j < columns; j++) {
                if (mask[i * columns + j]) {
                    bits[i * stride + j / 8] |= (byte) (1 << j % 8);
                }
            }
        }
        return new NamedBytes(weight.weight().name(), new int[] {weight.rows(), stride}, bits);
    }

    /** Writes {@code step-00000938.safetensors} into a folder, in one step. */
    void write(Path folder) {
        SafeTensors.write(folder.resolve(file(step)), metadata, masks);
    }

    private static String file(int step) {
        return String.format(Locale.ROOT, "step-%08d.safetensors", step);
    }

    /** Whether a file of this name is a snapshot of a later step. */
    static boolean isAfter(int step, String name) {
        String last = file(step);
        return FILE.matcher(name).matches() && (name.length() > last.length() || name.length() == last.length() && name.compareTo(last) > 0);
    }
}
