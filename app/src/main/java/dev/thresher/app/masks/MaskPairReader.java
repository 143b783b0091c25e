package dev.thresher.app.masks;

import dev.thresher.datasets.UserError;
import dev.thresher.engine.mask.LayerWeights;
import dev.thresher.engine.mask.PackedMask;
import dev.thresher.engine.run.MaskSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** Reads the masks of one layer in two runs at any recorded moment, and remembers what does not change. One thread at a time. */
public final class MaskPairReader {
    /** The last recorded moment of each run. */
    public static final int NEWEST = Integer.MAX_VALUE;

    /** @param dataset that it is trained on */
    public record Run(Path folder, String name, String dataset) {
    }

    private final Half first = new Half();
    private final Half second = new Half();
    private MaskLayer layer; // as it was last given out: the same sheet stays the same object

    /** What is known of one of the two. */
    private static final class Half {
        private Run run;
        private List<MaskLayer> layers = List.of();
        private List<MaskSnapshot.Place> places = List.of();
        private final KeptWeights kept = new KeptWeights();

        void look(Run now) {
            places = MaskSnapshot.in(now.folder());
            if (places.isEmpty()) {
                throw new UserError(now.folder() + ": has recorded no masks yet; they are recorded after each epoch");
            }
            if (!now.equals(run)) {
                run = null; // where what follows fails
                layers = MaskLayers.of(now.folder(), now.dataset());
                kept.forget();
            }
            kept.look(now.folder());
            run = now;
        }

        MaskLayer layer(String name) {
            return layers.stream().filter(one -> one.name().equals(name)).findFirst()
                    .orElseThrow(() -> new UserError(run.folder() + ": has no masks of a layer " + name + "; choose another"));
        }

        /** The last snapshot that is not after a step, or else the first. */
        MaskPair.Side side(MaskLayer of, int step) {
            MaskSnapshot.Place place = places.stream().filter(each -> each.step() <= step).reduce((_, later) -> later).orElse(places.getFirst());
            PackedMask mask = MaskSnapshot.read(place.file(), of.names().weight()::equals).masks().get(of.names().weight());
            if (mask == null) {
                throw new UserError(place.file() + ": holds no mask of " + of.name() + "; choose another layer");
            }
            LayerWeights weights = kept.read(of.names(), place.step());
            boolean fits = weights != null && weights.rows() == mask.rows() && weights.columns() == mask.columns();
            return new MaskPair.Side(run.name(), mask, place.step(), fits ? weights : null);
        }
    }

    private static boolean same(MaskLayer found, MaskLayer before) {
        return before != null && found.name().equals(before.name()) && found.kind() == before.kind() && found.shape().equals(before.shape())
                && found.rows() == before.rows();
    }

    /**
     * Reads the masks of both runs.
     *
     * @param step each run's last recorded moment that is not after it, or else its first; {@link #NEWEST} for the last
     * @throws UserError where a run has recorded no masks, has no such layer, or it has another shape
     */
    public MaskPair read(Run a, Run b, String name, int step) {
        first.look(a);
        second.look(b);
        MaskLayer found = first.layer(name);
        layer = same(found, layer) ? layer : found;
        TreeSet<Integer> moments = new TreeSet<>();
        first.places.forEach(place -> moments.add(place.step()));
        second.places.forEach(place -> moments.add(place.step()));
        return MaskPair.of(layer, first.side(first.layer(name), step), second.side(second.layer(name), step), List.copyOf(moments));
    }
}
