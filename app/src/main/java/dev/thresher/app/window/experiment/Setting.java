package dev.thresher.app.window.experiment;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * One setting of an experiment as the user sees it.
 *
 * @param <P> property that holds what was typed or chosen
 */
public final class Setting<P extends Property<?>> {
    private final String name;
    private final String title;
    private final P value;
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    private Setting(String name, String title, P value) {
        this.name = name;
        this.title = title;
        this.value = value;
    }

    /** A setting that is typed. */
    static Setting<StringProperty> typed(String name, String title) {
        return new Setting<>(name, title, new SimpleStringProperty(""));
    }

    /** A setting that is chosen. */
    static <T> Setting<ObjectProperty<T>> chosen(String name, String title) {
        return new Setting<>(name, title, new SimpleObjectProperty<>());
    }

    /** Spelt as the command line's option without dashes: {@code learning-rate}. */
    public String name() {
        return name;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    public P value() {
        return value;
    }

    /** What is wrong with the value, one line; empty if nothing is. */
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    void setProblem(String message) {
        problem.set(message);
    }
}
