package dev.thresher.app.window.view;

import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.StepEstimator;
import dev.thresher.engine.experiment.ThresholdKind;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;

/** How settings that are chosen are written for people. */
final class Choices {
    private Choices() {
    }

    static String of(MethodKind kind) {
        return switch (kind) {
            case DST -> "Dynamic sparse (DST)";
            case DENSE -> "Dense baseline";
        };
    }

    static String of(ThresholdKind kind) {
        return switch (kind) {
            case SCALAR -> "Scalar: one a layer";
            case VECTOR -> "Vector: one a neuron";
            case MATRIX -> "Matrix: one a weight";
        };
    }

    static String of(StepEstimator estimator) {
        return switch (estimator) {
            case LONG_TAILED -> "Long-tailed";
            case STRAIGHT_THROUGH -> "Straight-through";
        };
    }

    /** Fills a box with values, shown as {@code text} has it, and binds its choice to {@code value}. */
    @SafeVarargs
    static <T> void fill(ComboBox<T> box, Property<T> value, Function<T, String> text, T... values) {
        box.setConverter(writer(text));
        box.getItems().setAll(values);
        box.valueProperty().bindBidirectional(value);
    }

    static <T> StringConverter<T> writer(Function<T, String> text) {
        return new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : text.apply(value);
            }

            @Override
            public T fromString(String typed) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        };
    }
}
