package dev.thresher.app.figure;

import java.text.Normalizer;
import java.util.Map;

/**
 * Words as LaTeX sets them, whatever signs are in them: ASCII alone, but for letters that only XeLaTeX and LuaLaTeX have; pdfLaTeX
 * sets their code points, {@code U+4E2D}, rather than stop.
 */
final class LatexText {
    private static final Map<Integer, String> SIGNS = Map.ofEntries(sign('\\', "\\textbackslash{}"), sign('~', "\\textasciitilde{}"),
            sign('^', "\\textasciicircum{}"), sign('&', "\\&"), sign('%', "\\%"), sign('$', "\\$"), sign('#', "\\#"), sign('_', "\\_"),
            sign('{', "\\{"), sign('}', "\\}"), sign('<', "$<$"), sign('>', "$>$"), sign('|', "$|$"),
            // At the beginning of a row these would belong to the \\ before it; doubled, the others would become one sign.
            sign('[', "{[}"), sign('*', "{*}"), sign('-', "-{}"), sign('`', "{`}"), sign('\'', "{'}"), sign('"', "{''}"),
            sign('±', "$\\pm$"), sign('×', "$\\times$"), sign('÷', "$\\div$"), sign('−', "$-$"), sign('≤', "$\\leq$"), sign('≥', "$\\geq$"),
            sign('≈', "$\\approx$"), sign('→', "$\\to$"), sign('·', "$\\cdot$"), sign('°', "$^\\circ$"), sign('µ', "$\\mu$"), sign('½', "$\\frac12$"),
            sign('–', "--"), sign('—', "---"), sign('…', "\\dots{}"), sign('‘', "`"), sign('’', "'"), sign('“', "``"), sign('”', "''"),
            sign('\u00a0', "~"), sign('\u2009', "\\,"), sign('§', "\\S{}"), sign('ß', "{\\ss}"), sign('æ', "{\\ae}"), sign('Æ', "{\\AE}"),
            sign('ø', "{\\o}"), sign('Ø', "{\\O}"), sign('œ', "{\\oe}"), sign('Œ', "{\\OE}"), sign('ł', "{\\l}"), sign('Ł', "{\\L}"));
    private static final String SMALL_GREEK = "αβγδεζηθικλμνξ πρςστυφχψω";
    private static final String[] SMALL_NAMES = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi - pi rho varsigma sigma tau upsilon phi chi psi omega".split(" ");
    private static final String LARGE_GREEK = "ΓΔΘΛΞΠΣΦΨΩ";
    private static final String[] LARGE_NAMES = "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega".split(" ");
    /** Combining marks from U+0300, by their LaTeX commands; a blank for those without one. */
    private static final String MARKS = "`'^~= u.\" rHv";
    private static final int CEDILLA = 0x327;

    private LatexText() {
    }

    private static Map.Entry<Integer, String> sign(char sign, String latex) {
        return Map.entry((int) sign, latex);
    }

    static String of(String words) {
        StringBuilder safe = new StringBuilder();
        Normalizer.normalize(words, Normalizer.Form.NFC).codePoints().forEach(c -> safe.append(of(c)));
        return safe.toString().replaceAll("-\\{\\}(?!-)", "-");
    }

    private static String of(int c) {
        String sign = SIGNS.get(c);
        if (sign != null) {
            return sign;
        }
        if (c < 0x7f) {
            return c < ' ' ? " " : Character.toString(c);
        }
        int small = SMALL_GREEK.indexOf(c);
        int large = LARGE_GREEK.indexOf(c);
        if (small >= 0 || large >= 0) {
            return "$\\" + (small >= 0 ? SMALL_NAMES[small] : LARGE_NAMES[large]) + "$";
        }
        String parts = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD);
        if (parts.length() == 2 && parts.charAt(0) < 0x7f) {
            int mark = parts.charAt(1) - 0x300;
            char command = parts.charAt(1) == CEDILLA ? 'c' : mark >= 0 && mark < MARKS.length() ? MARKS.charAt(mark) : ' ';
            if (command != ' ') {
                return "{\\" + command + "{" + parts.charAt(0) + "}}";
            }
        }
        return String.format("{\\ifdefined\\Umathcode %s\\else U+%04X\\fi}", Character.toString(c), c);
    }
}
