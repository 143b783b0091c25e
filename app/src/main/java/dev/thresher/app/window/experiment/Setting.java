package dev.thresher.app.window.experiment;

import dev.thresher.engine.experiment.Experiment;
import java.util.function.BiPredicate;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/**
 * One setting of an experiment as the user sees it: its value, what is wrong with it, and how it differs from the preset of
 * the network.
 *
 * @param <T> what is typed or chosen
 */
public final class Setting<T> {
    private final String name;
    private final String title;
    private final Function<Experiment, T> shown;
    private final BiPredicate<T, T> same;
    private final ObjectProperty<T> value = new SimpleObjectProperty<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper applies = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper();
    private T preset;
    private boolean ofPreset;
    private boolean ofNetwork;

    private Setting(String name, String title, Function<Experiment, T> shown, BiPredicate<T, T> same) {
        this.name = name;
        this.title = title;
        this.shown = shown;
        this.same = same;
        value.addListener((_, _, _) -> compare());
    }

    /** A setting that is typed; {@code shown} says how it is written for an experiment. */
    static Setting<String> typed(String name, String title, Function<Experiment, String> shown) {
        Setting<String> setting = new Setting<>(name, title, shown, NumberText::same);
        setting.value.set("");
        return setting;
    }

    /** A setting that is chosen; {@code shown} says what is chosen for an experiment. */
    static <T> Setting<T> chosen(String name, String title, Function<Experiment, T> shown) {
        return new Setting<>(name, title, shown, (a, b) -> a == null ? b == null : a.equals(b));
    }

    /** Makes it one that is compared with the network's preset, and can be set back to it. */
    Setting<T> presettable() {
        ofPreset = true;
        return this;
    }

    /** Makes it one that also takes the preset's value when another network is chosen. */
    Setting<T> ofNetwork() {
        ofNetwork = true;
        return presettable();
    }

    /** Makes it one that means something only while {@code condition} holds. */
    Setting<T> onlyIf(ObservableValue<Boolean> condition) {
        applies.bind(condition);
        return this;
    }

    /** Spelt as the command line's option without dashes: {@code learning-rate}. */
    public String name() {
        return name;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    public ObjectProperty<T> value() {
        return value;
    }

    /** What is wrong with the value, one line; empty if nothing is. */
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /** Whether the setting means something as the others are. */
    public ReadOnlyBooleanProperty applies() {
        return applies.getReadOnlyProperty();
    }

    /** Whether the value differs from the preset's. */
    public ReadOnlyBooleanProperty changed() {
        return changed.getReadOnlyProperty();
    }

    /** The preset's value; null where the setting has none. */
    public T preset() {
        return preset;
    }

    /** Takes the preset's value. */
    public void setBack() {
        if (ofPreset) {
            value.set(preset);
        }
    }

    /** Takes the value it has in an experiment. */
    void show(Experiment experiment) {
        value.set(shown.apply(experiment));
    }

    /** Takes the value it has in the preset of a network that was just chosen, if that is for the network to say. */
    void adopt(Experiment chosen) {
        if (ofNetwork) {
            show(chosen);
        }
    }

    /** Compares with this preset from now on. */
    void offer(Experiment network) {
        if (ofPreset) {
            preset = shown.apply(network);
            compare();
        }
    }

    private void compare() {
        changed.set(ofPreset && preset != null && !same.test(value.get(), preset));
    }

    void setProblem(String message) {
        problem.set(message);
    }
}
