package dev.thresher.app.window.experiment;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers as they are typed into fields, and back. What cannot be read is noted by the field's name. */
final class NumberText {
    private NumberText() {
    }

    /** {@code 5e-4}, {@code 0.01}, {@code 20}: plain while that stays short. */
    static String of(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent >= -3 && exponent < 9) {
            return exact.toPlainString();
        }
        return exact.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }

    /** Whether two texts are the same, or the same number: {@code 5e-4} and {@code 0.0005}. */
    static boolean same(String a, String b) {
        if (a.strip().equals(b.strip())) {
            return true;
        }
        try {
            return Double.parseDouble(plain(a)) == Double.parseDouble(plain(b));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The setting's number; {@code otherwise} where it is none, or means nothing as other settings are. */
    static double real(Setting<String> setting, double otherwise, Map<String, String> problems) {
        return setting.applies().get() ? real(setting.name(), setting.value().get(), otherwise, problems) : otherwise;
    }

    static int whole(Setting<String> setting, int otherwise, Map<String, String> problems) {
        return whole(setting.name(), setting.value().get(), otherwise, problems);
    }

    static long wholeLong(Setting<String> setting, long otherwise, Map<String, String> problems) {
        return within(setting.name(), setting.value().get(), otherwise, Long.MIN_VALUE, Long.MAX_VALUE, problems);
    }

    /** The whole numbers of a setting, with commas between them; empty for an empty text. */
    static List<Integer> wholes(Setting<String> setting, List<Integer> otherwise, Map<String, String> problems) {
        String typed = setting.value().get();
        if (!setting.applies().get() || typed.isBlank()) {
            return setting.applies().get() ? List.of() : otherwise;
        }
        return Arrays.stream(typed.split(",", -1)).map(part -> whole(setting.name(), part, 80, problems)).toList();
    }

    /** Numbers with commas between them; {@code otherwise}, which may be null, where one cannot be read. */
    static List<Double> reals(String name, String typed, List<Double> otherwise, List<Double> example, Map<String, String> problems) {
        try {
            return Arrays.stream(typed.split(",", -1)).map(part -> Double.valueOf(plain(part))).toList();
        } catch (NumberFormatException e) {
            String form = example.stream().map(NumberText::of).collect(Collectors.joining(", "));
            problems.put(name, (typed.isBlank() ? "one number a channel" : "'" + typed.strip() + "' is no list of numbers")
                    + "; try " + form);
            return otherwise;
        }
    }

    static double real(String name, String typed, double otherwise, Map<String, String> problems) {
        try {
            return Double.parseDouble(plain(typed));
        } catch (NumberFormatException e) {
            problems.put(name, notANumber(typed, "number", of(otherwise)));
            return otherwise;
        }
    }

    static int whole(String name, String typed, int otherwise, Map<String, String> problems) {
        return (int) within(name, typed, otherwise, Integer.MIN_VALUE, Integer.MAX_VALUE, problems);
    }

    private static long within(String name, String typed, long otherwise, long low, long high, Map<String, String> problems) {
        try {
            long value = Long.parseLong(plain(typed));
            if (value >= low && value <= high) {
                return value;
            }
            problems.put(name, "'" + typed.strip() + "' is too large; try " + otherwise);
        } catch (NumberFormatException e) {
            problems.put(name, notANumber(typed, "whole number", Long.toString(otherwise)));
        }
        return otherwise;
    }

    /** Java's own suffixes (1f, 1d) and words (NaN) are no numbers to people. */
    private static String plain(String typed) {
        String text = typed.strip();
        if (!text.matches("[+-]?[0-9.]+([eE][+-]?[0-9]+)?")) {
            throw new NumberFormatException(text);
        }
        return text;
    }

    private static String notANumber(String typed, String kind, String example) {
        return typed.isBlank() ? "a " + kind + " is needed; try " + example
                : "'" + typed.strip() + "' is no " + kind + "; try " + example;
    }
}
