package dev.thresher.app.masks;

import dev.thresher.engine.mask.MaskedWeight;
import java.util.Locale;

/**
 * A masked weight as sheets show it.
 *
 * @param names what it, its weight and its thresholds are called
 * @param kind what its rows and columns are
 * @param layout where its weights lie on a sheet
 * @param shape sides of a row: {@code [channels, height, width]} for a kernel or a picture; {@code [columns, 1, 1]} for a matrix
 * @param pixels how it takes the images; null where it does not take them directly
 */
public record MaskLayer(MaskedWeight.Names names, Kind kind, SheetLayout layout, Cells shape, PixelMap.Reach pixels) {
    /** What a weight connects. */
    public enum Kind {
        CONVOLUTION, PICTURES, MATRIX, GATE_INPUT, GATE_RECURRENT
    }

    /** Sides of a row. */
    public record Cells(int channels, int height, int width) {
        int plane() {
            return height * width;
        }
    }

    /** As logs and charts call it. */
    public String name() {
        return names.layer();
    }

    public int rows() {
        return layout.rows();
    }

    public int columns() {
        return layout.columns();
    }

    /** What its rows are called, several of them. */
    public String rowsWord() {
        return switch (kind) {
            case CONVOLUTION -> "filters";
            case PICTURES, MATRIX -> "neurons";
            case GATE_INPUT, GATE_RECURRENT -> "units";
        };
    }

    /** What one of its rows is called. */
    public String rowWord() {
        return rowsWord().substring(0, rowsWord().length() - 1);
    }

    /** What its columns are called, several of them. */
    public String columnsWord() {
        return switch (kind) {
            case CONVOLUTION -> shape.plane() == 1 ? "channels" : "places of a kernel";
            case PICTURES, MATRIX, GATE_INPUT -> "inputs";
            case GATE_RECURRENT -> "units before";
        };
    }

    /** {@code 50 filters × 20 channels of 5×5}. */
    public String size() {
        String rows = count(rows()) + " " + (rows() == 1 ? rowWord() : rowsWord());
        return rows + " × " + switch (kind) {
            case CONVOLUTION -> count(shape.channels()) + (shape.channels() == 1 ? " channel" : " channels") + (shape.plane() == 1 ? ", 1×1"
                    : " of " + shape.height() + "×" + shape.width());
            case PICTURES -> "pictures of " + (shape.channels() == 1 ? "" : shape.channels() + "×") + shape.height() + "×" + shape.width();
            case MATRIX, GATE_INPUT -> count(columns()) + " inputs";
            case GATE_RECURRENT -> count(columns()) + " units";
        };
    }

    /** {@code filters across, channels down}: which way the sheet is read; empty where it is a grid of pictures. */
    public String orientation() {
        if (kind == Kind.PICTURES || !layout.inLine()) {
            return "";
        }
        String from = switch (kind) {
            case CONVOLUTION -> "channels";
            case GATE_RECURRENT -> "from units";
            default -> "inputs";
        };
        return layout.turned() ? rowsWord() + " across, " + from + " down" : rowsWord() + " down, " + from + " across";
    }

    /** What an LSTM's gate it belongs to: {@code candidate, recurrent}; empty for other layers. */
    public String role() {
        String name = name();
        if (kind != Kind.GATE_INPUT && kind != Kind.GATE_RECURRENT) {
            return "";
        }
        return switch (name.charAt(name.length() - 1)) {
            case 'i' -> "input gate";
            case 'f' -> "forget gate";
            case 'u' -> "candidate";
            default -> "output gate";
        } + (kind == Kind.GATE_INPUT ? ", from the input" : ", recurrent");
    }

    /** A weight as Python would write it: {@code conv1.weight[12, 0, 3, 4]}. */
    public String index(int entry) {
        int row = entry / columns();
        int column = entry % columns();
        return names.weight() + (kind == Kind.CONVOLUTION ? String.format(Locale.ROOT, "[%d, %d, %d, %d]", row, column / shape.plane(),
                column % shape.plane() / shape.width(), column % shape.width()) : String.format(Locale.ROOT, "[%d, %d]", row, column));
    }

    /** A weight in words; all numbers count from 0. */
    public String place(int entry) {
        int row = entry / columns();
        int column = entry % columns();
        int channel = column / shape.plane();
        String at = column % shape.plane() / shape.width() + ", " + column % shape.width();
        return rowWord() + " " + row + switch (kind) {
            case CONVOLUTION -> ", channel " + channel + (shape.plane() == 1 ? "" : ", kernel row and column " + at);
            case PICTURES -> ", pixel row and column " + at + (shape.channels() == 1 ? "" : ", channel " + channel);
            case MATRIX, GATE_INPUT -> ", input " + column;
            case GATE_RECURRENT -> ", from unit " + column;
        };
    }

    private static String count(int value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
