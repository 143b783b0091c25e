package dev.thresher.engine.model.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The fields of one JSON object, asked for by name; what is wrong is noted with its path, and what nobody asked for too. */
final class Fields {
    private final JsonNode object;
    private final String path;
    private final List<String> faults;
    private final Set<String> asked = new HashSet<>();

    /** @param path of the object, for messages: {@code layers[3]}, or empty for the root */
    Fields(JsonNode object, String path, List<String> faults) {
        this.object = object;
        this.path = path;
        this.faults = faults;
    }

    /** The value of a field, or null. */
    JsonNode get(String field) {
        asked.add(field);
        return object.get(field);
    }

    String text(String field) {
        JsonNode value = get(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            fault(field, "expected a text in quotes, found " + value);
            return null;
        }
        return value.textValue();
    }

    boolean flag(String field, boolean otherwise) {
        JsonNode value = get(field);
        if (value != null && !value.isBoolean()) {
            fault(field, "expected true or false, found " + value);
        }
        return value == null ? otherwise : value.asBoolean();
    }

    /** @param otherwise what an absent field means; null where it must be there */
    int whole(String field, int least, Integer otherwise) {
        JsonNode value = get(field);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        if (value == null || !value.isInt() || value.intValue() < least) {
            fault(field, "expected a whole number of at least " + least + found(value));
            return Math.max(least, 1);
        }
        return value.intValue();
    }

    /** Height and width: one number for both, or two. */
    int[] pair(String field, int least, int[] otherwise) {
        JsonNode value = get(field);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        if (value != null && value.isInt() && value.intValue() >= least) {
            return new int[] {value.intValue(), value.intValue()};
        }
        if (value != null && value.isArray() && value.size() == 2 && value.get(0).isInt() && value.get(1).isInt()
                && value.get(0).intValue() >= least && value.get(1).intValue() >= least) {
            return new int[] {value.get(0).intValue(), value.get(1).intValue()};
        }
        fault(field, "expected a whole number of at least " + least + ", or two of them as [height, width]" + found(value));
        return new int[] {1, 1};
    }

    /** A number in {@code [least, most)}; {@code least} itself only if {@code closed}. */
    double number(String field, double least, boolean closed, double most, Double otherwise) {
        JsonNode value = get(field);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        double number = value == null || !value.isNumber() ? Double.NaN : value.doubleValue();
        if (!(number > least || closed && number == least) || !(number < most)) {
            fault(field, "expected a number " + (closed ? "of at least " : "above ") + least
                    + (Double.isInfinite(most) ? "" : " and below " + most) + found(value));
        }
        return number;
    }

    private static String found(JsonNode value) {
        return value == null ? ", but it is missing" : ", found " + value;
    }

    void fault(String field, String what) {
        faults.add((path.isEmpty() ? field : path + "." + field) + ": " + what);
    }

    /** Notes every field that was not asked for. */
    void end() {
        object.fieldNames().forEachRemaining(field -> {
            if (!asked.contains(field)) {
                fault(field, "is not known here; known are " + String.join(", ", new TreeSet<>(asked)));
            }
        });
    }
}
