package dev.thresher.engine.model.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.thresher.engine.model.spec.Operation.AveragePool;
import dev.thresher.engine.model.spec.Operation.BatchNorm;
import dev.thresher.engine.model.spec.Operation.Conv;
import dev.thresher.engine.model.spec.Operation.Dropout;
import dev.thresher.engine.model.spec.Operation.Linear;
import dev.thresher.engine.model.spec.Operation.Lstm;
import dev.thresher.engine.model.spec.Operation.MaxPool;
import java.util.function.Function;

/** From the fields of a layer's entry to what the layer does. */
final class OperationReader {
    private static final double RATE = 0.5;
    private static final int[] ONE = {1, 1};
    private static final int[] NONE = {0, 0};

    private OperationReader() {
    }

    /** Takes all fields of this kind of layer; what is wrong with them is noted in {@code fields}. */
    static Operation read(LayerType type, Fields fields) {
        return switch (type) {
            case LINEAR -> new Linear(outputs(fields), fields.flag("bias", true), fields.flag("masked", true), bound(fields));
            case CONV -> conv(fields);
            case BATCH_NORM -> new BatchNorm(
                    fields.number("momentum", BatchNorm.MOMENTUM, "a number above 0, at most 1", x -> x > 0 && x <= 1),
                    fields.number("epsilon", BatchNorm.EPSILON, "a number above 0", x -> x > 0),
                    fields.number("scale", 1, "a number above 0", x -> x > 0));
            case RELU -> new Operation.Relu();
            case MAX_POOL -> pool(fields, s -> new MaxPool(s[0], s[1], s[2], s[3], s[4], s[5]));
            case AVERAGE_POOL -> pool(fields, s -> new AveragePool(s[0], s[1], s[2], s[3], s[4], s[5]));
            case GLOBAL_AVERAGE_POOL -> new Operation.GlobalAveragePool();
            case FLATTEN -> new Operation.Flatten();
            case DROPOUT -> new Dropout(fields.number("rate", RATE, "a number of at least 0, below 1", x -> x >= 0 && x < 1));
            case ADD -> new Operation.Add();
            case LSTM -> new Lstm(fields.whole("hidden", 1, null));
            case LAST_STEP -> new Operation.LastStep();
        };
    }

    private static int outputs(Fields fields) {
        JsonNode value = fields.take("outputs");
        if (value != null && value.isTextual() && value.textValue().equals("classes")) {
            return Operation.CLASSES;
        }
        if (value == null || !value.isNumber()) {
            fields.expected("outputs", "a whole number of at least 1, or \"classes\"");
            return 1;
        }
        return fields.whole("outputs", 1, null);
    }

    private static double bound(Fields fields) {
        return fields.number("init", Double.NaN, "a number of at least 0: initial weights are uniform in ± this", x -> x >= 0);
    }

    private static Conv conv(Fields fields) {
        int filters = fields.whole("filters", 1, null);
        int[] kernel = fields.pair("kernel", 1, null);
        int[] stride = fields.pair("stride", 1, ONE);
        int[] padding = fields.pair("padding", 0, NONE);
        return new Conv(filters, kernel[0], kernel[1], stride[0], stride[1], padding[0], padding[1], fields.flag("bias", true),
                fields.flag("masked", true), bound(fields));
    }

    /** A window with more padding than half its size could lie in the padding alone, where nothing is greatest. */
    private static Operation pool(Fields fields, Function<int[], Operation> make) {
        int[] kernel = fields.pair("kernel", 1, null);
        int[] stride = fields.pair("stride", 1, kernel);
        int[] padding = fields.pair("padding", 0, NONE);
        if (2 * padding[0] > kernel[0] || 2 * padding[1] > kernel[1]) {
            fields.expected("padding", "at most half the kernel");
        }
        return make.apply(new int[] {kernel[0], kernel[1], stride[0], stride[1], padding[0], padding[1]});
    }
}
