package dev.thresher.engine.run;

import dev.thresher.datasets.FileErrors;
import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.NamedBytes;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.mask.PackedMask;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All masks of a network at one step, as they are kept in {@code masks/}: a safetensors file with one U8 tensor a masked weight,
 * named after it, {@code c_o × ⌈z / 8⌉}, packed as {@link PackedMask} says. The metadata hold the step and, for each weight, z.
 *
 * @param step steps done by then; 0 for the masks that a run begins with
 * @param masks by the names of the weights as they are saved, in the network's order
 */
public record MaskSnapshot(int step, SequencedMap<String, PackedMask> masks) {
    private static final Pattern FILE = Pattern.compile("step-(\\d{8,10})\\.safetensors");
    private static final String COLUMNS = ".columns";

    /** A snapshot that lies in a run folder. */
    public record Place(int step, Path file) {
    }

    public MaskSnapshot {
        masks = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(masks));
    }

    /** The masks that W and t make now. */
    public static MaskSnapshot of(int step, List<MaskedWeight> weights) {
        SequencedMap<String, PackedMask> masks = new LinkedHashMap<>();
        for (MaskedWeight weight : weights) {
            masks.put(weight.weight().name(), PackedMask.of(weight.rows(), weight.columns(), weight.mask()));
        }
        return new MaskSnapshot(step, masks);
    }

    /** Writes {@code step-00000938.safetensors} into a folder, in one step. */
    void write(Path folder) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("step", Integer.toString(step));
        List<NamedBytes> tensors = new ArrayList<>();
        masks.forEach((name, mask) -> {
            metadata.put(name + COLUMNS, Integer.toString(mask.columns()));
            tensors.add(new NamedBytes(name, new int[] {mask.rows(), PackedMask.stride(mask.columns())}, mask.bits()));
        });
        SafeTensors.write(folder.resolve(file(step)), metadata, tensors);
    }

    /**
     * The snapshots of a run folder, by their steps; none where it has none yet. Others may be added while the run goes on.
     *
     * @throws UserError where the folder cannot be read
     */
    public static List<Place> in(Path runFolder) {
        Path folder = runFolder.resolve(RunFolder.MASKS);
        List<Place> places = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            if (!Files.isDirectory(runFolder)) {
                throw new UserError(runFolder + ": is no longer there; open the run from where it is now");
            }
            return places;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Matcher name = FILE.matcher(entry.getFileName().toString());
                if (name.matches() && Long.parseLong(name.group(1)) <= Integer.MAX_VALUE) {
                    places.add(new Place(Integer.parseInt(name.group(1)), entry));
                }
            }
        } catch (IOException e) {
            throw FileErrors.reading(folder, e);
        }
        places.sort(Comparator.comparingInt(Place::step));
        return places;
    }

    /** Reads a snapshot whole. @throws UserError naming the file, where it is missing, damaged or none */
    public static MaskSnapshot read(Path file) {
        return read(file, _ -> true);
    }

    /** Reads the masks of some weights only. @param which by their names as they are saved */
    public static MaskSnapshot read(Path file, Predicate<String> which) {
        TensorFile tensors = SafeTensors.read(file, which);
        SequencedMap<String, PackedMask> masks = new LinkedHashMap<>();
        for (String name : tensors.names()) {
            int columns = number(tensors, name + COLUMNS);
            int[] shape = tensors.shape(name);
            if (shape.length != 2 || shape[1] != PackedMask.stride(columns)) {
                throw new UserError(file + ": '" + name + "' is no mask of " + columns + " columns; remove the file, its run goes on without it");
            }
            masks.put(name, PackedMask.ofBits(shape[0], columns, tensors.bytes(name)));
        }
        return new MaskSnapshot(number(tensors, "step"), masks);
    }

    private static int number(TensorFile tensors, String key) {
        String text = tensors.metadata(key);
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new UserError(tensors.path() + ": its metadata say '" + text + "' for " + key + ", which is no number; remove the file");
        }
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
