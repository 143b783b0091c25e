package dev.thresher.app.chart;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people write them. */
public final class Numbers {
    private Numbers() {
    }

    /** All digits there are: {@code 5e-4}, {@code 0.01}, {@code 20}; below a hundredth always with an exponent. A dash for what is no number. */
    public static String text(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : "–";
        }
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        return exponent >= -2 && exponent < 9 ? exact.toPlainString()
                : exact.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }

    /** {@code 5e-4}, {@code 0.01}, {@code 20}: plain while that stays short. @param digits significant digits at most */
    public static String shortly(double value, int digits) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.isNaN(value) ? "–" : Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent >= -3 && exponent < 6 ? rounded.toPlainString()
                : rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }
}
