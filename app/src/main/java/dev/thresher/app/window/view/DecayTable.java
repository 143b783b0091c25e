package dev.thresher.app.window.view;

import dev.thresher.app.chart.LayerGroup;
import dev.thresher.app.chart.Numbers;
import dev.thresher.app.window.run.Texts;
import dev.thresher.engine.analysis.DecayAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.geometry.HPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The numbers of each change of the learning rate, one column each: what the output layer keeps before and after, how soon, and what the others did. */
final class DecayTable extends VBox {
    /** One line of the table. @param tip says how it is reckoned */
    private record Line(String name, String tip, List<String> values) {
    }

    private final Label heading = new Label("The answers in numbers");
    private final Label nothing = new Label();
    private final GridPane grid = new GridPane();
    private final ScrollPane scroll = new ScrollPane(grid);
    private final Button copy = new Button(null, new FontIcon("fth-copy"));
    private List<Line> lines = List.of();

    DecayTable() {
        setId("decayTable");
        getStyleClass().addAll("chart-card", "decay-table");
        heading.getStyleClass().add("chart-title");
        heading.setMinWidth(0);
        heading.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(heading, Priority.ALWAYS);
        copy.getStyleClass().addAll("flat", "button-icon");
        copy.setId("decayCopy");
        copy.setTooltip(SettingRow.tip("Copy the numbers, with tabs between them"));
        copy.setAccessibleText("Copy the numbers");
        copy.setOnAction(_ -> copy());
        HBox top = new HBox(heading, copy);
        top.getStyleClass().add("chart-header-line");
        nothing.setWrapText(true);
        nothing.getStyleClass().add("empty-hint");
        nothing.setMinHeight(USE_PREF_SIZE);
        grid.getStyleClass().add("decay-grid");
        scroll.setFitToHeight(false);
        scroll.getStyleClass().add("decay-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(top, nothing, scroll);
    }

    /** @param layers all masked layers, in the network's order; empty without a run */
    void show(List<DecayAnswer> answers, List<String> layers) {
        boolean any = !answers.isEmpty();
        nothing.setText(any ? "" : layers.isEmpty() ? "When the learning rate decays, the numbers of the output layer's answer are told here."
                : "The learning rate has not changed yet. Choose a schedule with decays before the start, or press η ÷ 10 while the run trains.");
        nothing.setVisible(!any);
        nothing.setManaged(!any);
        scroll.setVisible(any);
        scroll.setManaged(any);
        copy.setVisible(any);
        List<Line> now = any ? lines(answers, layers) : List.of();
        if (!now.equals(lines)) {
            boolean shape = now.size() != lines.size() || !now.isEmpty() && now.getFirst().values.size() != lines.getFirst().values.size();
            lines = now;
            fill(shape);
        }
    }

    private static List<Line> lines(List<DecayAnswer> answers, List<String> layers) {
        List<Line> lines = new ArrayList<>();
        lines.add(line("After step", "The last step at the old learning rate", answers, a -> Texts.count(a.step())));
        lines.add(line("Learning rate", "Before and after; by plan where the run's settings name the change, by hand where somebody set it meanwhile", answers,
                a -> Numbers.shortly(a.rateBefore(), 4) + " → " + Numbers.shortly(a.rateAfter(), 4) + switch (a.cause()) {
                    case SCHEDULE -> "";
                    case PLAN -> " by plan";
                    case HAND -> " by hand";
                }));
        lines.add(line(layers.getLast() + " before", "Mean remaining ratio over the last " + DecayAnswer.WINDOW + " steps before", answers,
                a -> Texts.percent(a.before())));
        lines.add(line(layers.getLast() + " after", "Mean over the last " + DecayAnswer.WINDOW
                + " steps until the next change of learning rate, α or frozen masks, or until now", answers,
                a -> Texts.percent(a.after()) + (a.settled() || Double.isNaN(a.after()) ? "" : " so far")));
        lines.add(line("Change", "After − before, in percentage points", answers, a -> points(a.change())));
        lines.add(line("Half of it after", "Steps until the ratio had gone half of that way; – where the change is below 0.05 points", answers,
                a -> a.stepsToHalf() == DecayAnswer.NONE ? "–" : Texts.count(a.stepsToHalf()) + (a.stepsToHalf() == 1 ? " step" : " steps")));
        if (answers.stream().anyMatch(a -> a.resets() > 0)) {
            lines.add(line("Resets meanwhile", "How often the layer was reset: then the numbers tell of the reset", answers, a -> Integer.toString(a.resets())));
        }
        List<String> others = layers.subList(0, layers.size() - 1);
        List<LayerGroup> groups = others.size() >= LayerGroup.WORTH ? LayerGroup.of(others)
                : others.stream().map(name -> new LayerGroup(name, List.of(name))).toList();
        for (LayerGroup group : groups) {
            String tip = group.layers().size() == 1 ? "What this layer changed meanwhile, in percentage points"
                    : "Mean change of " + String.join(", ", group.layers());
            lines.add(line(group.name(), tip, answers, a -> points(group.layers().stream().mapToDouble(name -> a.others().get(name)).average().orElse(Double.NaN))));
        }
        return lines;
    }

    private static Line line(String name, String tip, List<DecayAnswer> answers, java.util.function.Function<DecayAnswer, String> value) {
        return new Line(name, tip, answers.stream().map(value).toList());
    }

    private static String points(double change) {
        return Double.isNaN(change) ? "–" : String.format(Locale.ROOT, "%+.2f pt", 100 * change).replace('-', '−');
    }

    private void fill(boolean shape) {
        if (shape) {
            grid.getChildren().clear();
            for (int row = 0; row < lines.size(); row++) {
                Label name = new Label(lines.get(row).name);
                name.getStyleClass().add("decay-name");
                name.setMinWidth(USE_PREF_SIZE);
                name.setTooltip(new Tooltip(lines.get(row).tip));
                grid.add(name, 0, row);
                for (int column = 0; column < lines.get(row).values.size(); column++) {
                    Label value = new Label();
                    value.setId("decay-" + row + "-" + column);
                    value.setMinWidth(USE_PREF_SIZE);
                    GridPane.setHalignment(value, HPos.RIGHT);
                    grid.add(value, 1 + column, row);
                }
            }
        }
        for (var node : grid.getChildren()) {
            int column = GridPane.getColumnIndex(node);
            Line line = lines.get(GridPane.getRowIndex(node));
            ((Label) node).setText(column == 0 ? line.name : line.values.get(column - 1));
        }
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(lines.stream().map(line -> line.name + "\t" + String.join("\t", line.values)).collect(Collectors.joining("\n")));
        Clipboard.getSystemClipboard().setContent(content);
    }
}
