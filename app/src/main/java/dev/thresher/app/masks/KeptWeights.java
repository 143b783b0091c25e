package dev.thresher.app.masks;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.mask.LayerWeights;
import dev.thresher.engine.mask.MaskedWeight;
import dev.thresher.engine.run.RecordedWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** W and t of a masked weight, from the file of a run folder whose step is nearest to one that is looked at. Remembers what it read last. */
public final class KeptWeights {
    private List<RecordedWeights> files = List.of();
    private RecordedWeights file; // that the last ones are from
    private String name;
    private LayerWeights last;

    /** Looks which files a run folder has. @throws UserError naming the one that is damaged */
    public void look(Path runFolder) {
        files = RecordedWeights.in(runFolder);
    }

    /** Reads anew even what it has read: another layer of the same name is meant, or none. */
    public void forget() {
        file = null;
    }

    /** The file of the nearest step; null where there is none. */
    public RecordedWeights nearest(int step) {
        RecordedWeights best = null;
        for (RecordedWeights each : files) {
            best = best == null || distance(each.step(), step) < distance(best.step(), step) ? each : best;
        }
        return best;
    }

    public static long distance(int step, int other) {
        return Math.abs((long) step - other);
    }

    /**
     * W and t of the nearest step; null where there are none.
     *
     * @throws UserError naming the file that cannot be read
     */
    public LayerWeights read(MaskedWeight.Names names, int step) {
        RecordedWeights best = nearest(step);
        while (best != null && !(best.equals(file) && names.weight().equals(name))) {
            try {
                last = best.read(names);
                file = best;
                name = names.weight();
            } catch (UserError e) {
                if (Files.exists(best.file())) {
                    throw e;
                }
                RecordedWeights gone = best; // a run that ends takes its checkpoint away
                files = files.stream().filter(each -> !each.equals(gone)).toList();
                best = nearest(step);
            }
        }
        return best == null ? null : last;
    }
}
