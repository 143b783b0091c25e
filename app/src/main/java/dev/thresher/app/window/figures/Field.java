package dev.thresher.app.window.figures;

import java.util.Objects;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * Something typed that means a value.
 *
 * @param <T> of the value
 */
public final class Field<T> {
    private final String name;
    private final StringProperty text = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final Function<String, T> parser;
    private final Function<T, String> writer;

    /** @param parser throws {@link IllegalArgumentException} with what is expected */
    Field(String name, Function<String, T> parser, Function<T, String> writer) {
        this.name = name;
        this.parser = parser;
        this.writer = writer;
    }

    public StringProperty text() {
        return text;
    }

    /** What is wrong with the text, one line; empty if nothing is. */
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /** The value; where there is none, the problem is set and {@code otherwise} returned. */
    T value(T otherwise) {
        try {
            T value = parser.apply(text.get() == null ? "" : text.get().strip());
            problem.set("");
            return value;
        } catch (IllegalArgumentException e) {
            problem.set(name + ": " + e.getMessage());
            return otherwise;
        }
    }

    void show(T value) {
        String words = writer.apply(value);
        if (!Objects.equals(words, text.get())) {
            text.set(words);
        }
    }
}
