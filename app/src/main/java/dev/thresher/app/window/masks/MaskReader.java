package dev.thresher.app.window.masks;

import dev.thresher.app.masks.Colouring;
import dev.thresher.app.masks.KeptWeights;
import dev.thresher.app.masks.LayerStatistics;
import dev.thresher.app.masks.MaskHistory;
import dev.thresher.app.masks.MaskLayer;
import dev.thresher.app.masks.MaskLayers;
import dev.thresher.app.masks.PixelMap;
import dev.thresher.app.masks.Shading;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.mask.LayerWeights;
import dev.thresher.engine.mask.PackedMask;
import dev.thresher.engine.run.MaskSnapshot;
import dev.thresher.engine.run.RecordedWeights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers questions about a run's masks from its folder, and remembers what it has read. One question at a time, on any thread. */
final class MaskReader {
    private Path folder;
    private List<MaskLayer> layers = List.of();
    private List<MaskSnapshot.Place> places = List.of();
    private final KeptWeights kept = new KeptWeights();
    private final Map<Integer, List<Double>> remaining = new HashMap<>(); // by step
    private String layer = "";
    private MaskHistory history = MaskHistory.NONE;
    private LayerWeights weights;
    private LayerWeights counted; // that the statistics are of
    private LayerStatistics statistics;

    /**
     * @param reading hears how far a long reading has come, and says whether the answer is still wanted
     * @return null where the folder has no masks yet, or the answer is no longer wanted
     * @throws UserError naming the file that cannot be read
     */
    MaskScene read(MaskQuestion question, MaskHistory.Reading reading) {
        look(question);
        if (layers.isEmpty()) {
            return null;
        }
        MaskLayer chosen = layers.stream().filter(each -> each.name().equals(question.layer())).findFirst().orElse(layers.getFirst());
        if (!chosen.name().equals(layer)) {
            history = MaskHistory.NONE;
            layer = chosen.name();
        }
        MaskHistory read = history.recorded() == places.size() && history.size() > 0 ? history : MaskHistory.read(places, chosen, history, reading);
        if (read == null || read.size() == 0) {
            return null;
        }
        history = read;
        LayerWeights live = question.live() != null && question.live().rows() == chosen.rows() && question.live().columns() == chosen.columns()
                ? question.live() : null;
        boolean now = live != null && live.step() > history.steps().getLast();
        return scene(question, chosen, now ? with(live) : history, now, live);
    }

    private void look(MaskQuestion question) {
        boolean other = !question.folder().equals(folder);
        if (other) {
            folder = null;
            layers = List.of();
            remaining.clear();
            history = MaskHistory.NONE;
            kept.forget();
        }
        if (other || question.lookAgain() || layers.isEmpty()) {
            places = MaskSnapshot.in(question.folder());
            kept.look(question.folder());
        }
        if (layers.isEmpty()) {
            layers = MaskLayers.of(question.folder(), question.dataset());
        }
        folder = question.folder();
    }

    private MaskHistory with(LayerWeights live) {
        List<Integer> steps = new ArrayList<>(history.steps());
        List<PackedMask> masks = new ArrayList<>(history.masks());
        steps.add(live.step());
        masks.add(live.mask());
        return new MaskHistory(steps, masks, history.recorded());
    }

    private MaskScene scene(MaskQuestion question, MaskLayer chosen, MaskHistory shown, boolean now, LayerWeights live) {
        int moment = question.step() == MaskQuestion.NEWEST ? shown.size() - 1 : nearest(shown, question.step());
        int since = shown.at(question.since()) >= 0 ? shown.at(question.since()) : Math.max(0, moment - 1);
        int step = shown.step(moment);
        PackedMask mask = shown.mask(moment);
        String source = weights(chosen, step, live);
        if (weights != counted) {
            counted = weights;
            statistics = weights == null ? null : LayerStatistics.of(weights);
        }
        return new MaskScene(question.folder().toAbsolutePath().normalize().getFileName().toString(), layers,
                remaining(now && moment == shown.size() - 1 ? history.steps().getLast() : step, chosen, mask), chosen, shown, now, moment, since,
                question.colouring(), shading(question, shown, moment, since), question.colours(), weights, source, statistics, dead(mask.keptPerRow()),
                dead(mask.keptPerColumn()).size(), PixelMap.of(mask, chosen.pixels()));
    }

    private static int nearest(MaskHistory shown, int step) {
        int best = 0;
        for (int i = 1; i < shown.size(); i++) {
            best = Math.abs((long) shown.step(i) - step) < Math.abs((long) shown.step(best) - step) ? i : best;
        }
        return best;
    }

    private Shading shading(MaskQuestion question, MaskHistory shown, int moment, int since) {
        PackedMask mask = shown.mask(moment);
        Colouring colouring = question.colouring().needsWeights() && weights == null ? Colouring.MASK : question.colouring();
        return switch (colouring) {
            case MASK -> Shading.mask(mask, question.colours());
            case WEIGHT -> Shading.weight(mask, weights, question.colours());
            case MARGIN -> Shading.margin(weights, question.colours());
            case AGE -> Shading.age(shown.changed(moment), shown.step(moment), shown.step(0), question.colours());
            case CHANGE -> Shading.change(shown.mask(since), mask, "pruned", "recovered", "kept at both", question.colours());
        };
    }

    /** Finds W and t of the step, or of the nearest that there are; gives back where they are from. */
    private String weights(MaskLayer chosen, int step, LayerWeights live) {
        RecordedWeights best = kept.nearest(step);
        if (live != null && (best == null || KeptWeights.distance(live.step(), step) <= KeptWeights.distance(best.step(), step))) {
            weights = live;
            return "the run in this window";
        }
        weights = kept.read(chosen.names(), step);
        RecordedWeights read = kept.nearest(step);
        return read == null ? "" : read.file().getFileName().toString();
    }

    /** What remains of each layer at a recorded step; of the chosen one it is known at every moment. */
    private List<Double> remaining(int step, MaskLayer chosen, PackedMask mask) {
        List<Double> recorded = remaining.computeIfAbsent(step, this::count);
        List<Double> all = new ArrayList<>(recorded);
        all.set(layers.indexOf(chosen), mask.remainingRatio());
        return all;
    }

    private List<Double> count(int step) {
        Map<String, PackedMask> masks = places.stream().filter(place -> place.step() == step).findFirst()
                .map(place -> (Map<String, PackedMask>) MaskSnapshot.read(place.file()).masks()).orElse(Map.of());
        return layers.stream().map(each -> masks.get(each.names().weight())).map(mask -> mask == null ? Double.NaN : mask.remainingRatio()).toList();
    }

    private static List<Integer> dead(int[] kept) {
        List<Integer> none = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            if (kept[i] == 0) {
                none.add(i);
            }
        }
        return none;
    }
}
