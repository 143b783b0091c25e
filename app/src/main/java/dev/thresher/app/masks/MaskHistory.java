package dev.thresher.app.masks;

import dev.thresher.engine.mask.PackedMask;
import dev.thresher.engine.run.MaskSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The recorded masks of one layer, by their steps. Immutable.
 *
 * @param steps ascending
 * @param masks of those steps
 * @param recorded how many snapshots the run has: more than these where they would not fit into memory
 */
public record MaskHistory(List<Integer> steps, List<PackedMask> masks, int recorded) {
    /** Bytes of masks that are held at the most; of more snapshots an even choice is. */
    static final long BUDGET = 256L << 20;

    /** Hears how far reading has come, and says whether to go on. */
    @FunctionalInterface
    public interface Reading {
        boolean goOn(int done, int total);
    }

    public MaskHistory {
        steps = List.copyOf(steps);
        masks = List.copyOf(masks);
    }

    public static final MaskHistory NONE = new MaskHistory(List.of(), List.of(), 0);

    /**
     * Reads a layer's masks; what an earlier reading of the same layer and folder has is not read again.
     *
     * @param before {@link #NONE}, or an earlier reading
     * @return null where the reader had enough
     * @throws dev.thresher.datasets.UserError naming the snapshot that cannot be read
     */
    public static MaskHistory read(List<MaskSnapshot.Place> places, MaskLayer layer, MaskHistory before, Reading reading) {
        long bytes = (long) layer.rows() * PackedMask.stride(layer.columns());
        List<MaskSnapshot.Place> chosen = choose(places, (int) Math.max(2, BUDGET / Math.max(1, bytes)));
        List<Integer> steps = new ArrayList<>();
        List<PackedMask> masks = new ArrayList<>();
        for (MaskSnapshot.Place place : chosen) {
            if (!reading.goOn(steps.size(), chosen.size())) {
                return null;
            }
            int known = before.at(place.step());
            PackedMask mask = known >= 0 ? before.masks.get(known)
                    : MaskSnapshot.read(place.file(), layer.names().weight()::equals).masks().get(layer.names().weight());
            if (mask != null && mask.rows() == layer.rows() && mask.columns() == layer.columns()) {
                steps.add(place.step());
                masks.add(mask);
            }
        }
        return new MaskHistory(steps, masks, places.size());
    }

    /** So many at the most, evenly, the first and the last among them. */
    static List<MaskSnapshot.Place> choose(List<MaskSnapshot.Place> places, int most) {
        if (places.size() <= most) {
            return places;
        }
        List<MaskSnapshot.Place> chosen = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            chosen.add(places.get((int) ((long) i * (places.size() - 1) / (most - 1))));
        }
        return chosen;
    }

    public int size() {
        return steps.size();
    }

    public int step(int moment) {
        return steps.get(moment);
    }

    public PackedMask mask(int moment) {
        return masks.get(moment);
    }

    /** The moment of a step; −1 where there is none. */
    public int at(int step) {
        int found = java.util.Collections.binarySearch(steps, step);
        return found >= 0 ? found : -1;
    }

    /** For each weight the step at which its mask was first recorded as it is at {@code moment}; −1 where it never was otherwise. */
    public int[] changed(int moment) {
        int[] changed = new int[masks.get(moment).size()];
        Arrays.fill(changed, -1);
        for (int i = 1; i <= moment; i++) {
            int step = steps.get(i);
            masks.get(i).differences(masks.get(i - 1), entry -> changed[entry] = step);
        }
        return changed;
    }

    /** Whether a weight was kept, moment by moment. */
    public boolean[] of(int entry) {
        boolean[] kept = new boolean[size()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = keeps(i, entry);
        }
        return kept;
    }

    public boolean keeps(int moment, int entry) {
        PackedMask mask = masks.get(moment);
        return mask.keeps(entry / mask.columns(), entry % mask.columns());
    }

    /** Steps at which a weight was first seen otherwise than before. */
    public List<Integer> changes(int entry) {
        List<Integer> changes = new ArrayList<>();
        for (int i = 1; i < size(); i++) {
            if (keeps(i, entry) != keeps(i - 1, entry)) {
                changes.add(steps.get(i));
            }
        }
        return changes;
    }
}
