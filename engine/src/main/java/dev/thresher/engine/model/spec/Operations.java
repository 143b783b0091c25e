package dev.thresher.engine.model.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Operations as fields of a JSON object. */
final class Operations {
    static final List<String> TYPES = List.of("conv", "linear", "batch-norm", "relu", "max-pool", "average-pool", "global-average-pool",
            "flatten", "dropout", "add", "lstm", "last-step");
    private static final int[] ONE = {1, 1};
    private static final int[] NONE = {0, 0};

    private Operations() {
    }

    /** The operation of a type; null for one that is not known. */
    static Operation read(String type, Fields f) {
        return switch (type) {
            case "conv" -> {
                int[] kernel = f.pair("kernel", 1, null);
                int[] stride = f.pair("stride", 1, ONE);
                int[] padding = f.pair("padding", 0, NONE);
                yield new Operation.Conv(f.whole("filters", 1, null), kernel[0], kernel[1], stride[0], stride[1], padding[0], padding[1],
                        f.flag("bias", true), f.flag("masked", true), bound(f));
            }
            case "linear" -> new Operation.Linear(outputs(f), f.flag("bias", true), f.flag("masked", true), bound(f));
            case "batch-norm" -> new Operation.BatchNorm(f.number("momentum", 0, false, 1, 0.1),
                    f.number("epsilon", 0, false, Double.POSITIVE_INFINITY, 1e-5),
                    f.number("scale", 0, false, Double.POSITIVE_INFINITY, 1.0));
            case "relu" -> new Operation.Relu();
            case "max-pool" -> {
                int[] p = pool(f);
                yield new Operation.MaxPool(p[0], p[1], p[2], p[3], p[4], p[5]);
            }
            case "average-pool" -> {
                int[] p = pool(f);
                yield new Operation.AveragePool(p[0], p[1], p[2], p[3], p[4], p[5]);
            }
            case "global-average-pool" -> new Operation.GlobalAveragePool();
            case "flatten" -> new Operation.Flatten();
            case "dropout" -> new Operation.Dropout(f.number("rate", 0, true, 1, null));
            case "add" -> new Operation.Add();
            case "lstm" -> new Operation.Lstm(f.whole("hidden", 1, null));
            case "last-step" -> new Operation.LastStep();
            default -> null;
        };
    }

    private static int outputs(Fields f) {
        JsonNode value = f.get("outputs");
        if (value != null && value.isTextual() && value.textValue().equals("classes")) {
            return Operation.CLASSES;
        }
        if (value != null && value.isInt() && value.intValue() >= 1) {
            return value.intValue();
        }
        f.fault("outputs", "expected a whole number of at least 1, or \"classes\"" + (value == null ? ", but it is missing" : ", found " + value));
        return 1;
    }

    private static double bound(Fields f) {
        return f.number("init", 0, false, Double.POSITIVE_INFINITY, Double.NaN);
    }

    private static int[] pool(Fields f) {
        int[] kernel = f.pair("kernel", 1, null);
        int[] stride = f.pair("stride", 1, kernel);
        int[] padding = f.pair("padding", 0, NONE);
        if (2 * padding[0] > kernel[0] || 2 * padding[1] > kernel[1]) {
            f.fault("padding", "expected at most half of the kernel, so that no window lies in the padding alone");
        }
        return new int[] {kernel[0], kernel[1], stride[0], stride[1], padding[0], padding[1]};
    }

    static String type(Operation operation) {
        return switch (operation) {
            case Operation.Conv _ -> "conv";
            case Operation.Linear _ -> "linear";
            case Operation.BatchNorm _ -> "batch-norm";
            case Operation.Relu _ -> "relu";
            case Operation.MaxPool _ -> "max-pool";
            case Operation.AveragePool _ -> "average-pool";
            case Operation.GlobalAveragePool _ -> "global-average-pool";
            case Operation.Flatten _ -> "flatten";
            case Operation.Dropout _ -> "dropout";
            case Operation.Add _ -> "add";
            case Operation.Lstm _ -> "lstm";
            case Operation.LastStep _ -> "last-step";
        };
    }

    /** Writes the fields that {@link #read} takes, those with their defaults left out. */
    static void write(Operation operation, ObjectNode to) {
        switch (operation) {
            case Operation.Conv c -> {
                to.put("filters", c.filters());
                pair(to, "kernel", c.kernelHeight(), c.kernelWidth(), null);
                pair(to, "stride", c.strideHeight(), c.strideWidth(), ONE);
                pair(to, "padding", c.padHeight(), c.padWidth(), NONE);
                weight(to, c.bias(), c.masked(), c.bound());
            }
            case Operation.Linear l -> {
                if (l.outputs() == Operation.CLASSES) {
                    to.put("outputs", "classes");
                } else {
                    to.put("outputs", l.outputs());
                }
                weight(to, l.bias(), l.masked(), l.bound());
            }
            case Operation.BatchNorm b -> {
                number(to, "momentum", b.momentum(), 0.1);
                number(to, "epsilon", b.epsilon(), 1e-5);
                number(to, "scale", b.scale(), 1);
            }
            case Operation.MaxPool p -> pool(to, p.kernelHeight(), p.kernelWidth(), p.strideHeight(), p.strideWidth(), p.padHeight(), p.padWidth());
            case Operation.AveragePool p ->
                    pool(to, p.kernelHeight(), p.kernelWidth(), p.strideHeight(), p.strideWidth(), p.padHeight(), p.padWidth());
            case Operation.Dropout d -> to.put("rate", d.rate());
            case Operation.Lstm l -> to.put("hidden", l.hidden());
            case Operation.Relu _, Operation.GlobalAveragePool _, Operation.Flatten _, Operation.Add _, Operation.LastStep _ -> {
                // nothing to set
            }
        }
    }

    private static void pool(ObjectNode to, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth, int padHeight, int padWidth) {
        pair(to, "kernel", kernelHeight, kernelWidth, null);
        pair(to, "stride", strideHeight, strideWidth, new int[] {kernelHeight, kernelWidth});
        pair(to, "padding", padHeight, padWidth, NONE);
    }

    private static void pair(ObjectNode to, String field, int height, int width, int[] otherwise) {
        if (otherwise != null && otherwise[0] == height && otherwise[1] == width) {
            return;
        }
        if (height == width) {
            to.put(field, height);
        } else {
            to.putArray(field).add(height).add(width);
        }
    }

    private static void weight(ObjectNode to, boolean bias, boolean masked, double bound) {
        if (!bias) {
            to.put("bias", false);
        }
        if (!masked) {
            to.put("masked", false);
        }
        if (!Double.isNaN(bound)) {
            to.put("init", bound);
        }
    }

    private static void number(ObjectNode to, String field, double value, double otherwise) {
        if (value != otherwise) {
            to.put(field, value);
        }
    }
}
