package dev.thresher.datasets.tensors;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the one Python literal that an NPY header is: a dictionary of exactly {@code descr}, {@code fortran_order} and
 * {@code shape}. Knows no more of Python than that and evaluates nothing.
 */
final class NpyHeaderParser {
    /** NumPy's own limit of dimensions. */
    private static final int MAXIMUM_SIDES = 64;

    private final String text;
    private final Function<String, RuntimeException> broken;
    private int at;

    /** @param broken makes the error to throw from a phrase such as "byte 3 of the header: ':' is missing" */
    NpyHeaderParser(String text, Function<String, RuntimeException> broken) {
        this.text = text;
        this.broken = broken;
    }

    NpyHeader parse() {
        String descr = null;
        boolean fortranOrder = false;
        int[] shape = null;
        Set<String> seen = new HashSet<>();
        expect('{');
        while (!accept('}')) {
            String key = string();
            if (!seen.add(key)) {
                throw wrong("'" + key + "' comes twice");
            }
            expect(':');
            switch (key) {
                case "descr" -> descr = descr();
                case "fortran_order" -> fortranOrder = truth();
                case "shape" -> shape = shape();
                default -> throw wrong("'" + key + "' is unknown");
            }
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        skipSpace();
        if (at != text.length()) {
            throw wrong("something follows the dictionary");
        }
        if (seen.size() != 3) {
            throw wrong("descr, fortran_order or shape is missing");
        }
        return new NpyHeader(descr, fortranOrder, shape);
    }

    /** A type's name, or null for a structure, whose text is skipped unread. */
    private String descr() {
        skipSpace();
        if (peek() != '[') {
            return string();
        }
        int depth = 0;
        do {
            char c = peek();
            if (c == '[' || c == '(') {
                depth++;
            } else if (c == ']' || c == ')') {
                depth--;
            } else if (c == 0) {
                throw wrong("']' is missing");
            }
            at++;
        } while (depth > 0);
        return null;
    }

    private boolean truth() {
        skipSpace();
        for (String word : new String[] {"True", "False"}) {
            if (text.startsWith(word, at)) {
                at += word.length();
                return word.equals("True");
            }
        }
        throw wrong("True or False is missing");
    }

    private int[] shape() {
        List<Integer> sides = new ArrayList<>();
        expect('(');
        boolean comma = true; // Python's (3) is a number; only (3,) is a tuple
        while (!accept(')')) {
            if (!comma || sides.size() == MAXIMUM_SIDES) {
                throw wrong("the shape is no tuple of sides");
            }
            sides.add(side());
            comma = accept(',');
        }
        if (sides.size() == 1 && !comma) {
            throw wrong("the shape is no tuple of sides");
        }
        return sides.stream().mapToInt(Integer::intValue).toArray();
    }

    private int side() {
        skipSpace();
        long side = 0;
        int begin = at;
        while (peek() >= '0' && peek() <= '9') {
            side = side * 10 + (peek() - '0');
            if (side > Integer.MAX_VALUE) {
                throw wrong("a side is larger than 2³¹ − 1");
            }
            at++;
        }
        if (at == begin) {
            throw wrong("a side is no whole number");
        }
        if (peek() == 'L') {
            at++; // Python 2 wrote its long numbers so
        }
        return (int) side;
    }

    private String string() {
        skipSpace();
        char quote = peek();
        int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
        if (end < 0 || text.substring(at, end).indexOf('\\') >= 0) {
            throw wrong("a plain string is missing");
        }
        String string = text.substring(at + 1, end);
        at = end + 1;
        return string;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw wrong("'" + c + "' is missing");
        }
    }

    private boolean accept(char c) {
        skipSpace();
        boolean found = peek() == c;
        at += found ? 1 : 0;
        return found;
    }

    private void skipSpace() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\t' || peek() == '\r') {
            at++;
        }
    }

    /** The next character; 0 at the end, which is no part of any rule. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private RuntimeException wrong(String what) {
        return broken.apply("byte " + at + " of its header: " + what);
    }
}
