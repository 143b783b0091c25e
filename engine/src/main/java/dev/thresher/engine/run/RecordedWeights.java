package dev.thresher.engine.run;

import dev.thresher.datasets.UserError;
import dev.thresher.datasets.tensors.SafeTensors;
import dev.thresher.datasets.tensors.TensorFile;
import dev.thresher.engine.mask.LayerWeights;
import dev.thresher.engine.mask.MaskedWeight;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of a run folder that holds W and t of a step: unlike masks, they are kept of few.
 *
 * @param step steps done by then
 */
public record RecordedWeights(Path file, int step) {
    /**
     * All that a run folder has, the last weights first; a file that is replaced or removed meanwhile is left out.
     *
     * @throws UserError naming the file that is damaged
     */
    public static List<RecordedWeights> in(Path runFolder) {
        List<RecordedWeights> all = new ArrayList<>();
        for (String name : List.of(Weights.LAST.file(), RunFolder.CHECKPOINT, Weights.BEST.file())) {
            Path file = runFolder.resolve(name);
            if (Files.isRegularFile(file)) {
                all.add(new RecordedWeights(file, ParameterFile.step(SafeTensors.read(file, _ -> false))));
            }
        }
        return all;
    }

    /**
     * W and t of one masked weight, with the step that the file is of now: it may have been replaced since it was found.
     *
     * @throws UserError where the file is gone, or holds no such weight
     */
    public LayerWeights read(MaskedWeight.Names names) {
        TensorFile tensors = SafeTensors.read(file, name -> name.equals(names.weight()) || name.equals(names.threshold()));
        float[] w = tensors.floats(names.weight());
        int rows = tensors.shape(names.weight())[0];
        float[] t = tensors.contains(names.threshold()) ? tensors.floats(names.threshold()) : null;
        try {
            return new LayerWeights(ParameterFile.step(tensors), rows, rows == 0 ? 0 : w.length / rows, w, t);
        } catch (IllegalArgumentException e) {
            throw new UserError(file + ": " + names.weight() + " and " + names.threshold() + " do not belong together: " + e.getMessage()
                    + "; open another run", e);
        }
    }
}
