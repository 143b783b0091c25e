package dev.thresher.app.masks;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The numbers behind sheets: a line for each row of a layer, a column for each of its weights, which are named by their index; sheets one
 * below the other, told apart by the first column. Masks are zeros and ones, ages are steps; empty is what shows the ground.
 */
public final class SheetCsv {
    private SheetCsv() {
    }

    public static byte[] bytes(List<MaskSheet> sheets) {
        int widest = sheets.stream().mapToInt(sheet -> sheet.layout().columns()).max().orElse(0);
        StringBuilder text = new StringBuilder("sheet,row");
        for (int column = 0; column < widest; column++) {
            text.append(',').append(column);
        }
        text.append('\n');
        for (int i = 0; i < sheets.size(); i++) {
            SheetLayout layout = sheets.get(i).layout();
            for (int row = 0; row < layout.rows(); row++) {
                text.append(i + 1).append(',').append(row);
                for (int column = 0; column < widest; column++) {
                    text.append(',').append(column < layout.columns() ? sheets.get(i).shading().values().of(row * layout.columns() + column) : "");
                }
                text.append('\n');
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
