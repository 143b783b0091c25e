package dev.thresher.app.figure;

import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.ViewState;
import dev.thresher.app.masks.MaskSheet;
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

    /** Mask sheets side by side. */
    record Sheets(List<MaskSheet> sheets) implements Content {
    }

    /** A table. */
    record Listing(Table table) implements Content {
    }
}
