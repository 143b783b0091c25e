package dev.thresher.app.figure;

import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.ViewState;

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

    /** A table. */
    record Listing(Table table) implements Content {
    }
}
