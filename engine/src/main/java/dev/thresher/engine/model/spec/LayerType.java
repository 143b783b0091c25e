package dev.thresher.engine.model.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of layers, as files and tables call them. */
enum LayerType {
    LINEAR, CONV, BATCH_NORM, RELU, MAX_POOL, AVERAGE_POOL, GLOBAL_AVERAGE_POOL, FLATTEN, DROPOUT, ADD, LSTM, LAST_STEP;

    /** As it is spelt: {@code batch-norm}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(LayerType::id).toList();
    }

    /** The type of this name; null where there is none. */
    static LayerType named(String id) {
        return Arrays.stream(values()).filter(type -> type.id().equals(id)).findFirst().orElse(null);
    }

    static LayerType of(Operation operation) {
        return switch (operation) {
            case Operation.Linear _ -> LINEAR;
            case Operation.Conv _ -> CONV;
            case Operation.BatchNorm _ -> BATCH_NORM;
            case Operation.Relu _ -> RELU;
            case Operation.MaxPool _ -> MAX_POOL;
            case Operation.AveragePool _ -> AVERAGE_POOL;
            case Operation.GlobalAveragePool _ -> GLOBAL_AVERAGE_POOL;
            case Operation.Flatten _ -> FLATTEN;
            case Operation.Dropout _ -> DROPOUT;
            case Operation.Add _ -> ADD;
            case Operation.Lstm _ -> LSTM;
            case Operation.LastStep _ -> LAST_STEP;
        };
    }
}
