package dev.thresher.app.window.experiment;

import dev.thresher.engine.experiment.Experiment;
import java.util.List;
import java.util.Map;

/** Settings of an experiment that are shown together. */
public interface SettingGroup {
    /** The settings, in the order in which they are shown. */
    List<Setting<?>> settings();

    /**
     * The experiment with this group's settings as they are typed. What cannot be read, or means nothing as the others are,
     * keeps the value it has in {@code base}.
     *
     * @param found takes what cannot be read, by the setting's name
     */
    Experiment read(Experiment base, Map<String, String> found);
}
