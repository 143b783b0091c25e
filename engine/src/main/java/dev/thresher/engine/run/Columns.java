package dev.thresher.engine.run;

import dev.thresher.engine.log.EpochRow;
import dev.thresher.engine.log.RunEvent;
import dev.thresher.engine.log.StepLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The columns of a run's CSV files, and how rows become text and rows again. */
final class Columns {
    static final List<String> EVENTS = List.of("step", "seconds", "event", "detail");
    private static final int EPOCH_FIXED = 7;

    private Columns() {
    }

    static List<String> steps(List<String> layers) {
        List<String> names = new ArrayList<>(List.of("step"));
        names.addAll(new StepLog(layers, 0).names());
        return names;
    }

    static List<String> epochs(List<String> layers) {
        List<String> names = new ArrayList<>(List.of("epoch", "step", "seconds", "train_loss", "test_loss",
                "test_accuracy", "model_remaining"));
        layers.forEach(layer -> names.add(StepLog.remaining(layer)));
        return names;
    }

    static List<String> step(StepLog log, List<String> names, int row) {
        List<String> values = new ArrayList<>(names.size() + 1);
        values.add(Integer.toString(row + 1));
        for (String name : names) {
            float value = log.column(name).get(row);
            values.add(StepLog.whole(name) ? Integer.toString((int) value) : Float.toString(value));
        }
        return values;
    }

    static List<String> epoch(EpochRow row) {
        List<String> values = new ArrayList<>(List.of(Integer.toString(row.epoch()), Integer.toString(row.step()),
                String.format(Locale.ROOT, "%.3f", row.seconds()), Float.toString((float) row.trainLoss()),
                Float.toString((float) row.testLoss()), Float.toString((float) row.testAccuracy()),
                Float.toString((float) row.modelRemaining())));
        row.layerRemaining().forEach(ratio -> values.add(Float.toString(ratio.floatValue())));
        return values;
    }

    static EpochRow epoch(List<String> v) {
        List<Double> layers = v.subList(EPOCH_FIXED, v.size()).stream().map(Columns::number).toList();
        return new EpochRow((int) number(v.get(0)), (int) number(v.get(1)), number(v.get(2)), number(v.get(3)),
                number(v.get(4)), number(v.get(5)), number(v.get(6)), layers);
    }

    static List<String> event(RunEvent event) {
        return List.of(Integer.toString(event.step()), String.format(Locale.ROOT, "%.3f", event.seconds()),
                event.kind().name().toLowerCase(Locale.ROOT), event.detail().replaceAll("\\s*\\R\\s*", " "));
    }

    static RunEvent event(List<String> v) {
        for (RunEvent.Kind kind : RunEvent.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(v.get(2))) {
                return new RunEvent((int) number(v.get(0)), number(v.get(1)), kind, v.get(3));
            }
        }
        throw new IllegalArgumentException("unknown event '" + v.get(2) + "'");
    }

    /** The number a field holds. @throws IllegalArgumentException where it holds none */
    static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("'" + text + "' is no number");
        }
    }
}
