package dev.thresher.app.window.train;

import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.LayerGroup;
import dev.thresher.app.chart.RunCharts;
import dev.thresher.app.chart.XUnit;
import dev.thresher.app.window.run.RunViewModel;
import dev.thresher.app.window.settings.TrainLook;
import dev.thresher.engine.analysis.DecayAnswer;
import dev.thresher.engine.log.RunLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/** What the charts show of a run: over which x, in which groups, which of them has all the room, and what decays of the learning rate did. */
public final class TrainViewModel {
    private final RunViewModel run;
    private final DenseReference dense;
    private final ObjectProperty<XUnit> unit;
    private final BooleanProperty grouped;
    private final ObjectProperty<TrainChart> enlarged;
    private final BooleanProperty formHidden;
    private final ReadOnlyObjectWrapper<Map<TrainChart, ChartModel>> models = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyObjectWrapper<List<DecayAnswer>> answers = new ReadOnlyObjectWrapper<>(List.of());
    private final Map<String, TrainLook.Scale> scales;
    private final List<String> folded;
    private RunLog drawn;
    private long counted = -1;

    public TrainViewModel(RunViewModel run, DenseReference dense, TrainLook look) {
        this.run = run;
        this.dense = dense;
        unit = new SimpleObjectProperty<>(look.unit());
        grouped = new SimpleBooleanProperty(look.grouped());
        enlarged = new SimpleObjectProperty<>(Arrays.stream(TrainChart.values()).filter(one -> one.id().equals(look.enlarged()))
                .findFirst().orElse(null));
        formHidden = new SimpleBooleanProperty(look.formHidden());
        scales = new HashMap<>(look.charts());
        scales.putIfAbsent(TrainChart.CHANGES.id(), new TrainLook.Scale(true, false, 0)); // from single weights to a whole layer's reset
        folded = new ArrayList<>(look.folded());
        run.log().addListener((_, _, _) -> draw());
        unit.addListener((_, _, _) -> draw());
        grouped.addListener((_, _, _) -> draw());
        dense.log().addListener((_, _, _) -> draw());
        run.reading().addListener((_, _, _) -> answer());
        draw();
    }

    /** x of all charts. */
    public ObjectProperty<XUnit> unit() {
        return unit;
    }

    /** Whether layers are drawn by groups. */
    public BooleanProperty grouped() {
        return grouped;
    }

    /** Whether the run shown has so many layers that groups help. */
    public boolean worthGrouping() {
        RunLog log = run.log().get();
        return log != null && log.steps().layers().size() >= LayerGroup.WORTH
                && LayerGroup.of(log.steps().layers()).size() < log.steps().layers().size();
    }

    /** The chart that has all the room; null where all share it. */
    public ObjectProperty<TrainChart> enlarged() {
        return enlarged;
    }

    /** Whether the settings are out of sight, for more room. */
    public BooleanProperty formHidden() {
        return formHidden;
    }

    public DenseReference dense() {
        return dense;
    }

    /** What is drawn, by chart; empty without a run. Another map where the charts are others. */
    public ReadOnlyObjectProperty<Map<TrainChart, ChartModel>> models() {
        return models.getReadOnlyProperty();
    }

    /** What the output layer did at each change of the learning rate so far. */
    public ReadOnlyObjectProperty<List<DecayAnswer>> answers() {
        return answers.getReadOnlyProperty();
    }

    /** Whether the run shown tells how many weights its masks changed; one recorded by an older version does not. */
    public boolean countsChanges() {
        RunLog log = run.log().get();
        return log == null || log.steps().size() == 0 || !Float.isNaN(log.steps().column(dev.thresher.engine.log.StepLog.PRUNED).get(0));
    }

    private void draw() {
        RunLog log = run.log().get();
        if (log != drawn) {
            drawn = log;
            counted = -1;
            dense.fit(log);
        }
        Map<TrainChart, ChartModel> made = new EnumMap<>(TrainChart.class);
        if (log != null) {
            RunCharts charts = RunCharts.of(log, unit.get());
            for (TrainChart one : TrainChart.values()) {
                made.put(one, one.of(charts, grouped.get() && worthGrouping(), dense.log().get()));
            }
        }
        models.set(made);
        answer();
    }

    private void answer() {
        RunLog log = run.log().get();
        long count = log == null ? 0 : log.steps().size() + (long) log.events().size();
        if (count != counted) {
            counted = count;
            answers.set(log == null || log.steps().layers().isEmpty() ? List.of() : DecayAnswer.of(log, RunCharts.output(log)));
        }
    }

    /** How a chart's axes were last looked at. */
    public TrainLook.Scale scale(TrainChart chart) {
        return scales.getOrDefault(chart.id(), new TrainLook.Scale(false, false, 0));
    }

    public void keepScale(TrainChart chart, TrainLook.Scale scale) {
        scales.put(chart.id(), scale);
    }

    public boolean folded(String group) {
        return folded.contains(group);
    }

    public void keepFolded(String group, boolean fold) {
        folded.remove(group);
        if (fold) {
            folded.add(group);
        }
    }

    /** All this, to be remembered. */
    public TrainLook look() {
        return new TrainLook(unit.get(), grouped.get(), enlarged.get() == null ? null : enlarged.get().id(), scales, folded, formHidden.get());
    }
}
