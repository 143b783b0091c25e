package dev.thresher.app.chart;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The numbers behind a chart: every recorded point of the visible series in the visible stretch of x, one row for each x,
 * one column for each series (with smoothing two), empty where a series has no value there. Numbers are written as
 * Java's {@code Float.toString} does, whatever the locale.
 */
final class CsvFile {
    private CsvFile() {
    }

    static byte[] of(ChartModel model, ViewState view) throws IOException {
        List<Column> columns = columns(model, view);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(bytes)) {
            List<String> head = new ArrayList<>();
            head.add(model.x().label().toLowerCase(Locale.ROOT));
            columns.forEach(column -> head.add(column.name));
            csv.writeRecord(head);
            for (double x = next(columns); !Double.isNaN(x); x = next(columns)) {
                List<String> row = new ArrayList<>();
                row.add(model.x().categories().isEmpty() ? number(x) : model.x().format(x));
                for (Column column : columns) {
                    row.add(column.take(x));
                }
                csv.writeRecord(row);
            }
        }
        return bytes.toByteArray();
    }

    private static List<Column> columns(ChartModel model, ViewState view) {
        List<Column> columns = new ArrayList<>();
        for (Series one : model.series()) {
            if (view.shows(one.name())) {
                String unit = model.axisOf(one).unit();
                String name = unit.isEmpty() ? one.name() : one.name() + " (" + unit + ")";
                columns.add(new Points(name, one.points(), view.x()));
                if (one.spread() != null) {
                    columns.add(new Points(name + " low", one.spread().low(), view.x()));
                    columns.add(new Points(name + " high", one.spread().high(), view.x()));
                }
                if (view.smoothing() > 0) {
                    Smoothed average = new Smoothed(one.points(), view.smoothing());
                    average.grow(one.points().size());
                    columns.add(new Points(name + " smoothed " + view.smoothing(), average, view.x()));
                }
            }
        }
        for (String kind : model.marks().names()) {
            if (view.shows(kind) && model.marks().size(kind) > 0) {
                columns.add(new MarkColumn(model.marks(), kind, view));
            }
        }
        return columns;
    }

    /** The smallest x that is still to come; NaN at the end. */
    private static double next(List<Column> columns) {
        double least = Double.POSITIVE_INFINITY;
        for (Column column : columns) {
            least = Math.min(least, column.ahead());
        }
        return least == Double.POSITIVE_INFINITY ? Double.NaN : least;
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Float.toString((float) value);
    }

    /** Something that is read row by row, x ascending. */
    private abstract static class Column {
        final String name;
        final int past;
        int at;

        Column(String name, int past) {
            this.name = name;
            this.past = past;
        }

        abstract double x(int index);

        /** What is in the row of {@code x}, which is taken. */
        abstract String take(double x);

        double ahead() {
            return at < past ? x(at) : Double.POSITIVE_INFINITY;
        }
    }

    private static final class Points extends Column {
        private final PointSource source;

        Points(String name, PointSource source, Range visible) {
            int size = source.size();
            super(name, visible == null ? size : source.indexFrom(Math.nextUp(visible.high()), size));
            this.source = source;
            this.at = visible == null ? 0 : source.indexFrom(visible.low(), size);
        }

        @Override
        double x(int index) {
            return source.x(index);
        }

        @Override
        String take(double x) {
            return ahead() == x ? number(source.y(at++)) : "";
        }
    }

    private static final class MarkColumn extends Column {
        private final Marks marks;
        private final String kind;
        private final ViewState view;

        MarkColumn(Marks marks, String kind, ViewState view) {
            super(kind, marks.size());
            this.marks = marks;
            this.kind = kind;
            this.view = view;
            skip();
        }

        @Override
        double x(int index) {
            return marks.x(index);
        }

        @Override
        String take(double x) {
            List<String> labels = new ArrayList<>();
            while (ahead() == x) {
                labels.add(marks.label(at++));
                skip();
            }
            return String.join(";", labels);
        }

        private void skip() {
            while (at < past && (!marks.nameOf(at).equals(kind) || !view.shows(marks.label(at)) || view.x() != null && !view.x().contains(marks.x(at)))) {
                at++;
            }
        }
    }
}
