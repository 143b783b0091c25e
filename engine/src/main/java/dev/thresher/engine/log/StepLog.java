package dev.thresher.engine.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What every training step was like: append-only columns, one writer, many readers. Row i is step i + 1 and holds
 * what that step <em>used</em>: its learning rate, its loss before the update, its masks.
 *
 * <p>Columns are those of {@code steps.csv} after {@code step}. {@code loss} is task_loss + α·sparse_loss;
 * {@code sparse_loss} is L_s = Σ exp(−t) itself, without α. {@code pruned} and {@code recovered} count, over all masked weights, the
 * entries that this step's masks drop and that the step before used, and the other way round (whole numbers, exact up to 2²⁴; a weight that is
 * exactly 0 counts in neither; 0 in the first step), and {@code fc1.pruned} and {@code fc1.recovered} those of one layer. They are NaN in a
 * run that was begun before they were counted.
 */
public final class StepLog {
    public static final String EPOCH = "epoch";
    public static final String LEARNING_RATE = "learning_rate";
    public static final String LOSS = "loss";
    public static final String TASK_LOSS = "task_loss";
    public static final String SPARSE_LOSS = "sparse_loss";
    public static final String MODEL_REMAINING = "model_remaining";
    public static final String PRUNED = "pruned";
    public static final String RECOVERED = "recovered";
    private final List<String> layers;
    private final Map<String, FloatColumn> columns = new LinkedHashMap<>();
    private final FloatColumn[] ordered;

    /**
     * @param layers names of the masked layers, in the network's order
     * @param expected how many steps are planned; more may come
     */
    public StepLog(List<String> layers, int expected) {
        this.layers = List.copyOf(layers);
        for (String name : List.of(EPOCH, LEARNING_RATE, LOSS, TASK_LOSS, SPARSE_LOSS, MODEL_REMAINING)) {
            columns.put(name, new FloatColumn(expected));
        }
        for (String layer : layers) {
            columns.put(remaining(layer), new FloatColumn(expected));
        }
        columns.put(PRUNED, new FloatColumn(expected));
        columns.put(RECOVERED, new FloatColumn(expected));
        for (String layer : layers) {
            columns.put(pruned(layer), new FloatColumn(expected));
            columns.put(recovered(layer), new FloatColumn(expected));
        }
        ordered = columns.values().toArray(FloatColumn[]::new);
    }

    /** Name of the column that holds a layer's remaining ratio. */
    public static String remaining(String layer) {
        return layer + ".remaining";
    }

    /** Name of the column that counts the entries that each step's mask of a layer drops. */
    public static String pruned(String layer) {
        return layer + "." + PRUNED;
    }

    /** Name of the column that counts those that it brings back. */
    public static String recovered(String layer) {
        return layer + "." + RECOVERED;
    }

    /** How many columns there are for so many layers. */
    public static int width(int layers) {
        return 8 + 3 * layers;
    }

    /** Whether a column of this name holds whole numbers. */
    public static boolean whole(String name) {
        return name.equals(EPOCH) || name.equals(PRUNED) || name.equals(RECOVERED) || name.endsWith("." + PRUNED) || name.endsWith("." + RECOVERED);
    }

    /** How many columns, the first ones, runs of older versions have: those that counted no changes, and those that counted none by layer. */
    public List<Integer> olderWidths() {
        int changes = ordered.length - 2 * layers.size() - 2;
        return List.of(changes, changes + 2);
    }

    public List<String> layers() {
        return layers;
    }

    /** Column names in order, {@code step} left out. */
    public List<String> names() {
        return new ArrayList<>(columns.keySet());
    }

    /** @throws IllegalArgumentException where there is no such column */
    public FloatColumn column(String name) {
        FloatColumn column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("no column '" + name + "' in " + columns.keySet());
        }
        return column;
    }

    /** Number of whole rows: the last column is written last. */
    public int size() {
        return ordered[ordered.length - 1].size();
    }

    /**
     * Appends one row; the values in the order of {@link #names()}, those of the newer columns left out where they are not known. The
     * array may be used again by the caller.
     */
    public void append(float[] row) {
        if (row.length != ordered.length && !olderWidths().contains(row.length)) {
            throw new IllegalArgumentException(row.length + " values for " + ordered.length + " columns");
        }
        for (int i = 0; i < ordered.length; i++) {
            ordered[i].add(i < row.length ? row[i] : Float.NaN);
        }
    }
}
