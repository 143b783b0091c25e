package dev.thresher.app.figure;

import dev.thresher.app.chart.FigureStyle;
import dev.thresher.app.chart.Paper;
import dev.thresher.app.chart.Typeface;
import dev.thresher.app.figure.Table.Cell;
import dev.thresher.app.figure.Table.Column;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.geom.Line2D;
import java.util.List;

/** A table drawn with the rules of booktabs, as large as its font makes it, and smaller only where it would not fit. */
final class TableDrawing implements Paper.Drawing {
    private static final Color INK = new Color(0x1B1F24);
    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

    private final Table table;
    private final FigureStyle style;
    private final String title;

    /** @param title above the table; empty for none */
    TableDrawing(Table table, FigureStyle style, String title) {
        this.table = table;
        this.style = style;
        this.title = title;
    }

    @Override
    public void draw(Graphics2D g, double width, double height, double scale) {
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        double margin = 6;
        double size = style.fontSize();
        double need = Math.max(sum(widths(size)) / (width - 2 * margin), lines() * 1.5 * size / (height - 2 * margin));
        size = need > 1 ? size / need : size;
        Font font = Typeface.named(style.font()).at(size);
        double[] widths = widths(size);
        double left = Math.max(margin, (width - sum(widths)) / 2);
        double right = left + sum(widths);
        double line = 1.5 * size;
        double y = margin;
        g.setPaint(INK);
        g.setFont(font);
        if (!title.isEmpty()) {
            g.drawString(title, (float) left, (float) (y + size));
            y += line;
        }
        y = rule(g, left, right, y, 0.08 * size);
        row(g, heads(), widths, left, y, font);
        y += line;
        for (List<List<Cell>> section : table.sections()) {
            y = rule(g, left, right, y, 0.05 * size);
            for (List<Cell> row : section) {
                row(g, texts(row), widths, left, y, font);
                y += line;
            }
        }
        rule(g, left, right, y, 0.08 * size);
    }

    private double lines() {
        return 1 + table.rows().size() + (title.isEmpty() ? 0 : 1) + 0.4 * (table.sections().size() + 2);
    }

    private double rule(Graphics2D g, double left, double right, double y, double width) {
        double at = y + 0.2 * style.fontSize();
        g.setStroke(new BasicStroke((float) width));
        g.draw(new Line2D.Double(left, at, right, at));
        return y + 0.4 * style.fontSize();
    }

    private void row(Graphics2D g, List<String> cells, double[] widths, double left, double top, Font font) {
        double x = left;
        for (int i = 0; i < cells.size(); i++) {
            double gap = 0.9 * font.getSize2D();
            double own = font.getStringBounds(cells.get(i), EXACT).getWidth();
            double from = table.columns().get(i).number() ? x + widths[i] - gap / 2 - own : x + gap / 2;
            g.drawString(cells.get(i), (float) from, (float) (top + 1.1 * font.getSize2D()));
            x += widths[i];
        }
    }

    private double[] widths(double size) {
        Font font = Typeface.named(style.font()).at(size);
        List<String> heads = heads();
        double[] widths = new double[heads.size()];
        for (int i = 0; i < widths.length; i++) {
            double widest = font.getStringBounds(heads.get(i), EXACT).getWidth();
            for (List<Cell> row : table.rows()) {
                widest = Math.max(widest, font.getStringBounds(texts(row).get(i), EXACT).getWidth());
            }
            widths[i] = widest + 0.9 * size;
        }
        return widths;
    }

    private List<String> heads() {
        return table.columns().stream().map(Column::title).toList();
    }

    /** On paper a minus is as long as a plus. */
    private static List<String> texts(List<Cell> row) {
        return row.stream().map(cell -> cell.value() < 0 ? cell.text().replaceFirst("^-", "−") : cell.text()).toList();
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
