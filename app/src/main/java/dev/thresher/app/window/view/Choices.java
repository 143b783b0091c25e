package dev.thresher.app.window.view;

import dev.thresher.app.window.experiment.DataSettings;
import dev.thresher.datasets.Augmentation;
import dev.thresher.engine.experiment.BackendKind;
import dev.thresher.engine.experiment.DecayScope;
import dev.thresher.engine.experiment.Device;
import dev.thresher.engine.experiment.MethodKind;
import dev.thresher.engine.experiment.OptimiserKind;
import dev.thresher.engine.experiment.Precision;
import dev.thresher.engine.experiment.ScheduleKind;
import dev.thresher.engine.experiment.StepEstimator;
import dev.thresher.engine.experiment.ThresholdKind;
import dev.thresher.engine.export.ExportFormat;
import dev.thresher.engine.run.Weights;
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

    static String of(Device device) {
        return switch (device.kind()) {
            case CPU -> "Processor";
            case CUDA -> device.ordinal() == null ? "NVIDIA GPU" : "NVIDIA GPU " + device.ordinal();
            case AUTO -> "A GPU, if there is one";
        };
    }

    static String of(Precision precision) {
        return switch (precision) {
            case FP32 -> "fp32: exact";
            case TF32 -> "tf32: faster";
        };
    }

    static String of(OptimiserKind kind) {
        return switch (kind) {
            case SGD -> "SGD";
            case ADAM -> "Adam";
        };
    }

    static String of(BackendKind kind) {
        return switch (kind) {
            case SIMD -> "Vector instructions";
            case EJML -> "Plain Java";
        };
    }

    static String of(DecayScope scope) {
        return switch (scope) {
            case WEIGHTS -> "Weights alone";
            case NOT_THRESHOLDS -> "All but thresholds";
            case ALL -> "Everything";
        };
    }

    static String of(ScheduleKind kind) {
        return switch (kind) {
            case CONSTANT -> "Constant";
            case STEP -> "In steps";
            case COSINE -> "Cosine to 0";
        };
    }

    static String of(DataSettings.Source source) {
        return switch (source) {
            case CATALOGUE -> "A known data set";
            case PICTURES -> "Folder of pictures";
            case TENSORS -> "Tensors in a file";
        };
    }

    static String of(DataSettings.Inputs inputs) {
        return switch (inputs) {
            case CUSTOMARY -> "Normalised as usual";
            case COMPUTED -> "By their own mean";
            case GIVEN -> "By given numbers";
            case NONE -> "As they are, in [0, 1]";
        };
    }

    static String of(ExportFormat format) {
        return switch (format) {
            case ONNX -> "ONNX";
            case SAFETENSORS -> "Safetensors";
            case NPZ_CSR -> "Sparse matrices (NPZ, CSR)";
        };
    }

    static String of(Weights weights) {
        return switch (weights) {
            case LAST -> "The last ones";
            case BEST -> "Those with the best test accuracy";
        };
    }

    static String ofAugmentation(String name) {
        if (name.equals(DataSettings.CUSTOMARY)) {
            return "As is customary";
        }
        return switch (Augmentation.named(name)) {
            case NONE -> "None";
            case PAD_CROP_FLIP -> "Pad, crop, flip";
            case RESIZED_CROP_FLIP -> "Resized crop, flip";
        };
    }

    static String ofDamaged(boolean skip) {
        return skip ? "Left out and counted" : "End the run";
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
