package dev.thresher.app.window.experiment;

import java.math.BigDecimal;
import java.util.Map;

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

    static long wholeLong(String name, String typed, long otherwise, Map<String, String> problems) {
        return within(name, typed, otherwise, Long.MIN_VALUE, Long.MAX_VALUE, problems);
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
