package dev.thresher.app.chart;

import dev.thresher.engine.log.FloatColumn;
import dev.thresher.engine.log.StepLog;
import java.util.List;

/** Columns of a step log as points. */
final class StepSources {
    private final StepLog steps;
    private final Timeline time;

    StepSources(StepLog steps, Timeline time) {
        this.steps = steps;
        this.time = time;
    }

    /** What is made of the columns of a step. */
    @FunctionalInterface
    private interface Value {
        double of(int row);
    }

    PointSource column(String name, double factor) {
        FloatColumn column = steps.column(name);
        return points(row -> factor * column.get(row));
    }

    /** Percent that remain of a layer. */
    PointSource ratio(String layer) {
        return column(StepLog.remaining(layer), 100);
    }

    /** Over all of these columns. */
    PointSource sum(List<String> names) {
        FloatColumn[] columns = names.stream().map(steps::column).toArray(FloatColumn[]::new);
        return points(row -> {
            double sum = 0;
            for (FloatColumn column : columns) {
                sum += column.get(row);
            }
            return sum;
        });
    }

    PointSource mean(List<String> layers) {
        FloatColumn[] columns = columns(layers);
        return points(row -> {
            double sum = 0;
            for (FloatColumn column : columns) {
                sum += column.get(row);
            }
            return 100 * sum / columns.length;
        });
    }

    PointSource least(List<String> layers) {
        FloatColumn[] columns = columns(layers);
        return points(row -> {
            double least = Double.POSITIVE_INFINITY;
            for (FloatColumn column : columns) {
                least = Math.min(least, column.get(row));
            }
            return 100 * least;
        });
    }

    PointSource most(List<String> layers) {
        FloatColumn[] columns = columns(layers);
        return points(row -> {
            double most = Double.NEGATIVE_INFINITY;
            for (FloatColumn column : columns) {
                most = Math.max(most, column.get(row));
            }
            return 100 * most;
        });
    }

    private FloatColumn[] columns(List<String> layers) {
        return layers.stream().map(layer -> steps.column(StepLog.remaining(layer))).toArray(FloatColumn[]::new);
    }

    private PointSource points(Value value) {
        if (time.unit() == XUnit.STEPS) {
            return new PointSource() {
                @Override
                public int size() {
                    return steps.size();
                }

                @Override
                public double x(int index) {
                    return index + 1.0;
                }

                @Override
                public double y(int index) {
                    return value.of(index);
                }
            };
        }
        return new PointSource() {
            @Override
            public int size() {
                return steps.size();
            }

            @Override
            public double x(int index) {
                return time.at(index + 1);
            }

            @Override
            public double y(int index) {
                return value.of(index);
            }
        };
    }
}
