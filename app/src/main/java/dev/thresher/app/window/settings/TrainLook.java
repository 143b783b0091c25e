package dev.thresher.app.window.settings;

import dev.thresher.app.chart.ViewState;
import dev.thresher.app.chart.XUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the Train page was left.
 *
 * @param unit of the charts' horizontal axes
 * @param grouped whether layers are drawn in groups
 * @param enlarged the chart that has all the room; null for none
 * @param charts how each chart is looked at, by its name
 * @param folded titles of the groups of settings that are folded
 * @param formHidden whether the settings are out of sight
 */
public record TrainLook(XUnit unit, boolean grouped, String enlarged, Map<String, Scale> charts, List<String> folded, boolean formHidden) {
    /** That of a first start. */
    public static final TrainLook USUAL = new TrainLook(null, false, null, null, null, false);

    /** What of a chart's look outlasts a run. */
    public record Scale(boolean log, boolean logX, double smoothing) {
        public Scale {
            smoothing = Double.isFinite(smoothing) ? Math.clamp(smoothing, 0, ViewState.MOST_SMOOTHING) : 0;
        }

        public static Scale of(ViewState seen) {
            return new Scale(seen.log(), seen.logX(), seen.smoothing());
        }

        /** The same view in this scale. */
        public ViewState over(ViewState seen) {
            return seen.withLog(log).withLogX(logX).withSmoothing(smoothing);
        }
    }

    /** Missing parts, as of a file written by an older version, take their usual values. */
    public TrainLook {
        unit = unit == null ? XUnit.STEPS : unit;
        Map<String, Scale> known = new HashMap<>();
        if (charts != null) {
            charts.forEach((name, scale) -> {
                if (name != null && scale != null) {
                    known.put(name, scale);
                }
            });
        }
        charts = Map.copyOf(known);
        folded = folded == null ? List.of() : folded.stream().filter(java.util.Objects::nonNull).toList();
    }
}
