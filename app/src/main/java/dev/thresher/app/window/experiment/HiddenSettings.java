package dev.thresher.app.window.experiment;

import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.Experiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The settings in force that have no field of their own, so that none works unseen. */
final class HiddenSettings {
    private HiddenSettings() {
    }

    /** {@code does not shuffle, starts from start.safetensors}; empty where all is as usual. */
    static String of(Experiment experiment) {
        List<String> parts = new ArrayList<>();
        if (experiment.data().folder() != null) {
            parts.add("looks for data in " + experiment.data().folder());
        }
        if (experiment.data().imageSize() != null && experiment.data().images() == null) {
            parts.add("pictures of " + experiment.data().imageSize() + " pixels a side");
        }
        if (!experiment.data().shuffle()) {
            parts.add("does not shuffle");
        }
        if (experiment.init() != null) {
            parts.add("starts from " + experiment.init());
        }
        if (experiment.execution().backend() != BackendKind.SIMD) {
            parts.add("backend " + experiment.execution().backend().name().toLowerCase(Locale.ROOT));
        }
        return String.join(", ", parts);
    }
}
