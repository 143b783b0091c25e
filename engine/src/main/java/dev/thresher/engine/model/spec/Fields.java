package dev.thresher.engine.model.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The fields of one JSON object, taken one after the other: what is not as expected is noted with its path, and a value that can
 * be gone on with given instead.
 */
final class Fields {
    /** No network that fits into a machine has a side, a width or a number of neurons beyond this. */
    static final int LARGEST = 1_000_000;

    private final JsonNode object;
    private final String path; // "layers[3]", or nothing for the file's own object
    private final Mistakes mistakes;
    private final Set<String> known = new LinkedHashSet<>();

    Fields(JsonNode object, String path, Mistakes mistakes) {
        this.object = object;
        this.path = path;
        this.mistakes = mistakes;
    }

    /** The value of a field, null where it is absent; the field counts as known from now on. */
    JsonNode take(String field) {
        known.add(field);
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? null : value;
    }

    String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    void mistake(String field, String what) {
        mistakes.add(path(field), what);
    }

    /** Notes that a field is not as it should be, or not there. */
    void expected(String field, String what) {
        JsonNode value = object.get(field);
        mistake(field, value == null ? "missing; expected " + what : "expected " + what + ", found " + shown(value));
    }

    /** A value as the file spells it, shortened where it is long. */
    static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= 40 ? text : text.substring(0, 39) + "…";
    }

    /** A whole number from {@code least} on; {@code otherwise} where it is absent, or a mistake where that is null. */
    int whole(String field, int least, Integer otherwise) {
        JsonNode value = take(field);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        if (value == null || !isWhole(value, least)) {
            expected(field, "a whole number" + range(value, least));
            return Math.max(least, 1);
        }
        return value.intValue();
    }

    /** A number for both sides, or {@code [height, width]}. */
    int[] pair(String field, int least, int[] otherwise) {
        JsonNode value = take(field);
        if (value == null && otherwise != null) {
            return otherwise;
        }
        if (value != null && isWhole(value, least)) {
            return new int[] {value.intValue(), value.intValue()};
        }
        if (value != null && value.isArray() && value.size() == 2 && isWhole(value.get(0), least) && isWhole(value.get(1), least)) {
            return new int[] {value.get(0).intValue(), value.get(1).intValue()};
        }
        expected(field, "a whole number" + range(value, least) + ", or two of them");
        return new int[] {Math.max(least, 1), Math.max(least, 1)};
    }

    boolean flag(String field, boolean otherwise) {
        JsonNode value = take(field);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            expected(field, "true or false");
        }
        return value.booleanValue();
    }

    /** Which numbers a field takes. */
    interface Condition {
        boolean holds(double value);
    }

    /** @param what the condition in words: {@code "a number above 0"} */
    double number(String field, double otherwise, String what, Condition condition) {
        JsonNode value = take(field);
        if (value == null) {
            return otherwise;
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue()) || !condition.holds(value.doubleValue())) {
            expected(field, what);
            return otherwise;
        }
        return value.doubleValue();
    }

    /** Notes every field that nobody took. @param owner what has no such field: {@code "conv"} */
    void noOthers(String owner) {
        object.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                mistake(field, "no such field of " + owner + Suggestion.of(field, known) + "; known: " + String.join(", ", known));
            }
        });
    }

    private static boolean isWhole(JsonNode value, int least) {
        return value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= least && value.intValue() <= LARGEST;
    }

    private static String range(JsonNode value, int least) {
        boolean large = value != null && value.isNumber() && value.doubleValue() > LARGEST;
        return large ? String.format(Locale.ROOT, " of at most %,d", LARGEST) : " of at least " + least;
    }
}
