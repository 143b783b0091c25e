package dev.thresher.app.window.experiment;

import dev.thresher.engine.experiment.Experiment;
import java.util.ArrayList;
import java.util.List;

/** The settings in force that have no field of their own, so that none works unseen. */
final class HiddenSettings {
    private HiddenSettings() {
    }

    /** {@code looks for data in DIR, pictures of 96 pixels a side}; empty where all is as usual. */
    static String of(Experiment experiment) {
        List<String> parts = new ArrayList<>();
        if (experiment.data().folder() != null) {
            parts.add("looks for data in " + experiment.data().folder());
        }
        if (experiment.data().imageSize() != null && experiment.data().images() == null) {
            parts.add("pictures of " + experiment.data().imageSize() + " pixels a side");
        }
        return String.join(", ", parts);
    }
}
