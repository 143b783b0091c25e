package dev.thresher.app.figure;

import dev.thresher.app.masks.MaskLayer;
import dev.thresher.app.masks.MaskLayers;
import dev.thresher.app.masks.MaskPair;
import dev.thresher.app.masks.MaskPairReader;
import dev.thresher.app.masks.MaskSheet;
import dev.thresher.app.masks.Shading;
import dev.thresher.app.masks.SheetColours;
import dev.thresher.datasets.UserError;
import dev.thresher.engine.mask.PackedMask;
import dev.thresher.engine.run.MaskSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Mask sheets: what remains of one layer, weight by weight, of one run or of several side by side, or of two with their difference. */
final class SheetFigures {
    private SheetFigures() {
    }

    static Content sheets(Figure figure, List<BoundRun> runs) {
        List<String> names = Names.ofRuns(runs);
        List<MaskSheet> sheets = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            BoundRun run = runs.get(i);
            MaskLayer layer = layer(figure, run);
            MaskSnapshot.Place place = place(figure, run);
            PackedMask mask = MaskSnapshot.read(place.file(), layer.names().weight()::equals).masks().get(layer.names().weight());
            if (mask == null) {
                throw new UserError(place.file() + ": holds no mask of " + layer.name() + "; choose another step, or bind another run");
            }
            String caption = String.format(Locale.ROOT, "%s, %.2f\u2009%% remain at step %,d", layer.size(), 100.0 * mask.kept() / mask.size(), place.step());
            String whose = runs.size() == 1 ? Names.network(run.experiment().model()) : names.get(i);
            sheets.add(new MaskSheet(layer.name() + ", " + whose, caption, layer.layout(), Shading.mask(mask, SheetColours.LIGHT), SheetColours.LIGHT));
        }
        return new Content.Sheets(sheets);
    }

    /** Two runs and their difference. */
    static Content pair(Figure figure, List<BoundRun> runs) {
        List<String> names = Names.ofRuns(runs);
        String layer = layer(figure, runs.getFirst()).name();
        layer(figure, runs.getLast());
        int step = figure.options().step() == null ? MaskPairReader.NEWEST : figure.options().step();
        MaskPair pair = new MaskPairReader().read(named(runs.getFirst()), named(runs.getLast()), layer, step);
        return new Content.Sheets(pair.sheets(names.getFirst(), names.getLast(), false));
    }

    private static MaskPairReader.Run named(BoundRun run) {
        return new MaskPairReader.Run(run.folder(), run.name(), run.experiment().data().dataset());
    }

    private static MaskLayer layer(Figure figure, BoundRun run) {
        List<MaskLayer> layers = MaskLayers.of(run.folder(), run.experiment().data().dataset());
        if (layers.isEmpty()) {
            throw new UserError(figure.template().number() + ": " + run.name() + " has no recorded masks; let it finish an epoch, or bind another run");
        }
        String asked = figure.options().layer();
        if (asked == null || asked.isBlank()) {
            return layers.getFirst();
        }
        return layers.stream().filter(layer -> layer.name().equals(asked)).findFirst().orElseThrow(() -> new UserError(figure.template().number() + ": "
                + run.name() + " has no masked layer '" + asked + "'; it has " + String.join(", ", layers.stream().map(MaskLayer::name).toList())));
    }

    /** The last snapshot, or the last one not after the step that is asked for. */
    private static MaskSnapshot.Place place(Figure figure, BoundRun run) {
        List<MaskSnapshot.Place> places = MaskSnapshot.in(run.folder());
        Integer step = figure.options().step();
        return places.stream().filter(place -> step == null || place.step() <= step).reduce((_, later) -> later)
                .orElseThrow(() -> new UserError(figure.template().number() + ": " + run.name() + " has no masks of step " + step
                        + " or before; its first are of step " + places.getFirst().step()));
    }
}
