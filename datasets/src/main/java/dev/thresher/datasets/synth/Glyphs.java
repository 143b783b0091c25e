package dev.thresher.datasets.synth;

import java.util.ArrayList;
import java.util.List;

/**
 * The ten digits as people write them, several ways each, in a box of 100 × 100 with y downwards. A glyph is a list of
 * strokes; a stroke is a kind and the points that the pen passes: {@code L} straight lines, {@code S} a smooth curve,
 * {@code O} a smooth closed curve.
 */
final class Glyphs {
    private static final String[][] DIGITS = {
        {
            "S 58,4 24,16 12,52 28,92 55,98 82,80 88,45 75,12 50,4",
            "O 50,2 18,25 15,70 45,98 82,75 85,28",
            "O 50,2 30,25 28,75 50,98 72,75 70,25",
            "S 62,10 50,2 20,20 12,60 35,96 70,88 88,50 78,14 52,6 44,16",
            "O 64,3 28,22 16,68 38,98 74,74 84,26",
        }, {
            "L 50,2 50,98",
            "L 32,22 52,2 52,98",
            "S 62,2 55,35 48,65 42,98",
            "L 30,25 52,3 52,97 | L 28,97 76,97",
            "S 36,18 50,8 56,2 54,50 52,98",
        }, {
            "S 18,25 35,5 65,4 78,25 65,52 35,78 15,96 | L 15,96 85,94",
            "S 16,24 38,4 70,8 76,32 55,62 25,90 18,97 15,86 30,82 52,92 86,96",
            "S 20,20 50,3 78,20 70,45 30,80 14,97 45,92 88,97",
            "S 22,30 30,8 58,3 76,22 60,55 18,95 | S 18,95 40,88 60,96 84,90",
        }, {
            "S 18,14 45,2 75,14 70,38 42,48 | S 42,48 78,56 80,82 50,98 16,86",
            "L 18,5 78,5 45,42 | S 45,42 80,52 82,82 48,98 15,84",
            "S 20,10 60,3 78,22 62,44 46,48 66,50 84,72 62,96 14,92",
            "S 24,18 46,3 72,16 64,40 38,47 | S 38,47 70,48 76,74 58,95 30,97 18,84",
        }, {
            "L 62,2 12,64 90,64 | L 66,40 66,98",
            "S 22,5 20,30 18,52 40,58 82,52 | L 78,4 72,98",
            "L 25,4 20,55 82,52 | S 76,3 74,50 70,98",
            "L 68,98 68,3 12,66 92,66",
            "S 30,6 22,36 26,54 50,54 76,46 | S 80,6 74,50 72,98",
        }, {
            "L 80,4 28,4 24,44 | S 24,44 55,36 82,58 74,88 42,98 14,86",
            "S 82,6 50,5 28,8 24,42 | S 24,42 60,38 80,66 58,96 14,92",
            "S 28,8 24,44 58,40 82,66 60,96 16,90 | L 28,8 84,4",
            "S 80,8 48,4 26,20 34,42 66,52 80,76 54,98 16,90",
        }, {
            "S 68,3 38,22 18,58 28,92 58,98 78,78 68,56 40,56 22,74",
            "S 56,2 28,34 16,70 34,97 66,92 74,68 50,56 24,72",
            "S 78,8 50,4 22,38 16,74 42,98 76,86 76,60 46,52 20,68",
            "S 40,2 26,40 24,76 42,97 66,88 66,66 46,58 26,74",
        }, {
            "L 14,6 84,6 40,98",
            "S 14,8 50,8 84,5 | S 84,5 62,45 44,98",
            "L 16,6 84,6 42,98 | L 34,50 76,48",
            "L 16,22 18,6 84,6 | S 84,6 56,50 50,98",
            "S 16,14 34,4 56,10 82,4 70,34 54,66 48,98",
        }, {
            "S 70,14 46,3 24,18 34,40 66,56 78,80 50,98 20,82 36,54 68,38 74,16 60,6",
            "O 50,2 26,14 28,38 50,48 72,38 74,14 | O 50,48 20,62 22,90 50,98 78,90 80,62",
            "S 76,10 40,4 24,24 50,46 78,72 56,98 24,84 40,54 72,28 72,8",
            "O 52,3 34,14 40,38 58,56 68,82 46,98 28,82 38,56 64,36 70,14",
        }, {
            "O 74,28 50,3 22,22 34,48 64,46 | S 76,12 76,55 68,98",
            "S 76,20 50,3 22,20 28,46 58,48 76,22 74,60 62,98",
            "S 76,24 52,3 22,20 30,48 62,44 76,20 76,66 56,97 22,92",
            "O 72,26 48,4 22,24 36,48 62,44 | L 74,6 70,98",
        },
    };

    /** How the pen goes through the points of a stroke. */
    enum Kind { LINES, CURVE, LOOP }

    /** One stroke of a pen. {@code xy} holds x0, y0, x1, y1, … */
    record Stroke(Kind kind, double[] xy) {
    }

    /** {@code GLYPHS[digit]} lists its variants, each a list of strokes. */
    private static final List<List<List<Stroke>>> GLYPHS = parse();

    private Glyphs() {
    }

    static List<List<Stroke>> variants(int digit) {
        return GLYPHS.get(digit);
    }

    private static List<List<List<Stroke>>> parse() {
        List<List<List<Stroke>>> all = new ArrayList<>();
        for (String[] variants : DIGITS) {
            List<List<Stroke>> digit = new ArrayList<>();
            for (String variant : variants) {
                List<Stroke> strokes = new ArrayList<>();
                for (String stroke : variant.split(" \\| ")) {
                    strokes.add(parse(stroke));
                }
                digit.add(List.copyOf(strokes));
            }
            all.add(List.copyOf(digit));
        }
        return List.copyOf(all);
    }

    private static Stroke parse(String stroke) {
        String[] words = stroke.split("[ ,]");
        double[] xy = new double[words.length - 1];
        for (int i = 0; i < xy.length; i++) {
            xy[i] = Double.parseDouble(words[i + 1]);
        }
        Kind kind = switch (words[0]) {
            case "L" -> Kind.LINES;
            case "S" -> Kind.CURVE;
            case "O" -> Kind.LOOP;
            default -> throw new IllegalStateException("a stroke begins with L, S or O: " + stroke);
        };
        return new Stroke(kind, xy);
    }
}
