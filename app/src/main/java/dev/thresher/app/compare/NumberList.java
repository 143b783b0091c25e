package dev.thresher.app.compare;

import dev.thresher.app.chart.Numbers;
import dev.thresher.datasets.UserError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists of α and of seeds as they are typed. */
public final class NumberList {
    /** More runs than anybody waits for. */
    public static final int MOST = 1000;
    private static final int DIGITS = 3;
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9.]+([eE][+-]?[0-9]+)?");
    private static final Pattern RANGE = Pattern.compile("(\\d+)\\s*(?:-|–|…|\\.\\.\\.?)\\s*(\\d+)");

    private NumberList() {
    }

    /** As it is typed: {@code 1e-4, 5e-4}. */
    public static String text(List<Double> values) {
        return String.join(", ", values.stream().map(Numbers::text).toList());
    }

    /** α with commas (or blanks, or semicolons) between them, each once, as given. @throws UserError naming the one that is none */
    public static List<Double> alphas(String typed) {
        Set<Double> found = new LinkedHashSet<>();
        for (String part : parts(typed)) {
            double value = number(part);
            if (!(value >= 0)) {
                throw new UserError("'" + part + "' is below 0; α is a number of at least 0, try 5e-4");
            }
            found.add(value);
        }
        if (found.isEmpty()) {
            throw new UserError("no α; try 1e-4, 5e-4, 1e-3");
        }
        return limited(new ArrayList<>(found), "α");
    }

    private static double number(String part) {
        if (part.matches("0\\d.*")) {
            throw new UserError("'" + part + "' is no number: decimals are written with a point; try 0.0005 or 5e-4");
        }
        try {
            if (NUMBER.matcher(part).matches()) {
                double value = Double.parseDouble(part);
                if (Double.isFinite(value)) {
                    return value;
                }
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new UserError("'" + part + "' is no number; try 5e-4");
    }

    /** As many α as asked for, evenly on a log scale, of three significant digits. @throws UserError where that cannot be */
    public static List<Double> logarithmic(String from, String to, String count) {
        double low = number(from.strip());
        double high = number(to.strip());
        if (!(low > 0 && high > low)) {
            throw new UserError("from " + from.strip() + " to " + to.strip() + " is no range on a log scale; both are above 0 and the second is larger, try 1e-5 to 1e-2");
        }
        int many = count.strip().matches("\\d{1,4}") ? Integer.parseInt(count.strip()) : 0;
        if (many < 2 || many > MOST) {
            throw new UserError("'" + count.strip() + "' is no count from 2 to " + MOST + "; try 5");
        }
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            double exact = low * Math.pow(high / low, (double) i / (many - 1));
            values.add(i == 0 ? low : i == many - 1 ? high : new BigDecimal(exact).round(new MathContext(DIGITS)).doubleValue());
        }
        return values.stream().distinct().toList();
    }

    /** Seeds with commas between them, ranges as {@code 1-5}, each once. @throws UserError naming what is none */
    public static List<Long> seeds(String typed) {
        Set<Long> found = new LinkedHashSet<>();
        for (String part : parts(typed.replaceAll("\\s*(-|–|…|\\.\\.\\.?)\\s*(?=\\d)", "$1"))) {
            Matcher range = RANGE.matcher(part);
            try {
                if (range.matches()) {
                    long low = Long.parseLong(range.group(1));
                    long high = Long.parseLong(range.group(2));
                    if (high < low || high - low >= MOST) {
                        throw new UserError("'" + part + "' is no range of seeds; try 1-5");
                    }
                    for (long seed = low; seed <= high; seed++) {
                        found.add(seed);
                    }
                } else {
                    found.add(Long.parseLong(part));
                }
            } catch (NumberFormatException _) {
                throw new UserError("'" + part + "' is no whole number; try 1, 2, 3 or 1-3");
            }
        }
        if (found.isEmpty()) {
            throw new UserError("no seed; try 1, 2, 3");
        }
        return limited(new ArrayList<>(found), "seeds");
    }

    private static List<String> parts(String typed) {
        List<String> parts = new ArrayList<>();
        for (String part : typed.strip().split("[,;\\s]+")) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return parts;
    }

    private static <T> List<T> limited(List<T> values, String what) {
        if (values.size() > MOST) {
            throw new UserError(values.size() + " " + what + " are more than " + MOST + "; give fewer");
        }
        return List.copyOf(values);
    }
}
