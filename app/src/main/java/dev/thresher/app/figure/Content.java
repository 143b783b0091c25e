package dev.thresher.app.figure;

import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.ViewState;
import dev.thresher.app.masks.MaskSheet;
import dev.thresher.engine.mask.PackedMask;
import java.util.List;

/** What a template makes of its runs. */
sealed interface Content {
    /**
     * A chart.
     *
     * @param view scales and ranges that the template wants where the user wants nothing else
     */
    record Chart(ChartModel model, ViewState view) implements Content {
        Chart(ChartModel model) {
            this(model, ViewState.FIT);
        }
    }

    /**
     * Mask sheets side by side.
     *
     * @param masks what they show, one for each
     */
    record Sheets(List<MaskSheet> sheets, List<PackedMask> masks) implements Content {
    }

    /** A table. */
    record Listing(Table table) implements Content {
    }
}
