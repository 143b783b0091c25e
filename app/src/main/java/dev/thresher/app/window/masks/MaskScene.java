package dev.thresher.app.window.masks;

import dev.thresher.app.masks.Colouring;
import dev.thresher.app.masks.LayerStatistics;
import dev.thresher.app.masks.MaskHistory;
import dev.thresher.app.masks.MaskLayer;
import dev.thresher.app.masks.MaskSheet;
import dev.thresher.app.masks.PixelMap;
import dev.thresher.app.masks.SheetColours;
import dev.thresher.app.masks.Shading;
import dev.thresher.app.window.run.Texts;
import dev.thresher.engine.mask.LayerWeights;
import dev.thresher.engine.mask.PackedMask;
import java.util.List;

/**
 * One layer at one moment, all that is shown of it. Immutable.
 *
 * @param run name of the run
 * @param layers of the run, in the network's order; with {@code remaining}, their kept fractions at the moment (NaN where not known)
 * @param layer the one that is looked at
 * @param history its masks; where the run is trained in this window, the last are those of just now
 * @param now whether they are
 * @param moment the one that is looked at
 * @param since the one that changes are counted from
 * @param weights W and t of the nearest step that they are known of; null where they are of none
 * @param source where W and t are from; empty without them
 * @param statistics of W and t; null without them
 * @param deadRows neurons or filters without a weight left, ascending
 * @param deadColumns inputs without a connection left
 * @param pixels what each pixel keeps; null where the layer does not take the images
 */
public record MaskScene(String run, List<MaskLayer> layers, List<Double> remaining, MaskLayer layer, MaskHistory history, boolean now,
                        int moment, int since, Colouring colouring, Shading shading, SheetColours colours, LayerWeights weights,
                        String source, LayerStatistics statistics, List<Integer> deadRows, int deadColumns, PixelMap pixels) {
    public MaskScene {
        layers = List.copyOf(layers);
        remaining = List.copyOf(remaining);
        deadRows = List.copyOf(deadRows);
    }

    public PackedMask mask() {
        return history.mask(moment);
    }

    public int step() {
        return history.step(moment);
    }

    /** {@code step 3,752}, or that it is now. */
    public String momentText(int which) {
        return "step " + Texts.count(history.step(which)) + (now && which == history.size() - 1 ? ", now" : "");
    }

    /** {@code 300 neurons × pictures of 28×28, 22.80 % remain}. */
    public String caption() {
        return (layer.role().isEmpty() ? "" : layer.role() + ", ") + layer.size() + ", " + Texts.percent(mask().remainingRatio()) + " remain";
    }

    /** The same with how the sheet is read. */
    public String longCaption() {
        return caption() + (layer.orientation().isEmpty() ? "" : "; " + layer.orientation());
    }

    /** Whether what is drawn needs W and t that there are not. */
    public boolean lacksWeights() {
        return colouring.needsWeights() && weights == null;
    }

    /** Which step W and t are of, in a sentence. */
    public String weightsText() {
        if (weights == null) {
            return "No W and t are kept of this run yet: they come with its first checkpoint.";
        }
        String of = "W and t are of step " + Texts.count(weights.step()) + " (" + source + ")";
        return weights.step() == step() ? of + "." : of + ", the masks of step " + Texts.count(step()) + ".";
    }

    /** How many dead neurons or filters there are. */
    public String deadText() {
        String rows = deadRows.isEmpty() ? "No " + layer.rowWord() + " is dead"
                : Texts.count(deadRows.size()) + " of " + Texts.count(layer.rows()) + " " + layer.rowsWord() + (deadRows.size() == 1 ? " is" : " are")
                + " dead: no weight left";
        return rows + (deadColumns == 0 ? "." : "; " + Texts.count(deadColumns) + " of " + Texts.count(layer.columns()) + " "
                + layer.columnsWord() + (deadColumns == 1 ? " has" : " have") + " no connection left.");
    }

    /** How many masks are held of how many recorded; empty where those are all. */
    public String choiceText() {
        int held = history.size() - (now ? 1 : 0);
        return held >= history.recorded() ? "" : Texts.count(held) + " of " + Texts.count(history.recorded())
                + " recorded moments, evenly chosen: more of this layer do not fit into memory";
    }

    /** The picture as it can be exported: on a light ground. */
    public MaskSheet sheet() {
        return new MaskSheet(layer.name() + " of " + run, caption() + ", " + momentText(moment).replace(", now", "")
                + (colouring == Colouring.MASK ? "" : ", " + colouring.title() + (colouring == Colouring.CHANGE ? " since " + momentText(since) : "")),
                layer.layout(), shading, colours);
    }
}
