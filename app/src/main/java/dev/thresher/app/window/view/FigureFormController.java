package dev.thresher.app.window.view;

import dev.thresher.app.chart.LegendPlace;
import dev.thresher.app.chart.PaletteKind;
import dev.thresher.app.chart.Typeface;
import dev.thresher.app.figure.SizePreset;
import dev.thresher.app.figure.Template;
import dev.thresher.app.window.WorkbenchViewModel;
import dev.thresher.app.window.figures.Field;
import dev.thresher.app.window.figures.FigureForm;
import dev.thresher.app.window.figures.FiguresViewModel;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** The settings of a figure's looks. */
public final class FigureFormController {
    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");
    private static final Set<Template> OVER_STEPS = EnumSet.of(Template.FIG4A, Template.FIG5A, Template.FIG5B, Template.FIG6A, Template.FIG6B);
    private static final Set<Template> OF_A_LAYER = EnumSet.of(Template.FIG5A, Template.FIG5B, Template.FIG6A, Template.MASKS,
            Template.MASKPAIR);
    private static final Set<Template> WITH_ACCURACIES = EnumSet.of(Template.FIG3, Template.TABLE1, Template.TABLE2);

    private final FiguresViewModel figures;

    @FXML private ComboBox<SizePreset> preset;
    @FXML private TextField width;
    @FXML private TextField height;
    @FXML private ComboBox<String> font;
    @FXML private TextField fontSize;
    @FXML private TextField lines;
    @FXML private ComboBox<PaletteKind> palette;
    @FXML private ComboBox<LegendPlace> legend;
    @FXML private TextField dpi;
    @FXML private CheckBox titled;
    @FXML private TextField title;
    @FXML private TextField xLabel;
    @FXML private TextField leftLabel;
    @FXML private TextField rightLabel;
    @FXML private TextField xRange;
    @FXML private TextField leftRange;
    @FXML private TextField rightRange;
    @FXML private ComboBox<String> log;
    @FXML private CheckBox best;
    @FXML private TextField smoothing;
    @FXML private TextField around;
    @FXML private TextField layer;
    @FXML private TextField step;
    @FXML private SettingRow legendRow;
    @FXML private SettingRow bestRow;
    @FXML private SettingRow smoothingRow;
    @FXML private SettingRow aroundRow;
    @FXML private SettingRow layerRow;
    @FXML private SettingRow stepRow;
    @FXML private VBox chartWords;
    @FXML private VBox optionsBox;

    FigureFormController(WorkbenchViewModel workbench) {
        this.figures = workbench.figures();
    }

    @FXML
    private void initialize() {
        FigureForm form = figures.form();
        typed(width, form.width);
        typed(height, form.height);
        typed(fontSize, form.fontSize);
        typed(lines, form.lines);
        typed(dpi, form.dpi);
        typed(title, form.title);
        typed(xLabel, form.xLabel);
        typed(leftLabel, form.leftLabel);
        typed(rightLabel, form.rightLabel);
        typed(xRange, form.xRange);
        typed(leftRange, form.leftRange);
        typed(rightRange, form.rightRange);
        typed(smoothing, form.smoothing);
        typed(around, form.around);
        typed(layer, form.layer);
        typed(step, form.step);
        font.getItems().setAll(Typeface.families());
        typed(font.getEditor(), form.font);
        chosen(palette, form.palette, PaletteKind::title, PaletteKind.values());
        chosen(legend, form.legend, LegendPlace::title, LegendPlace.values());
        titled.selectedProperty().bindBidirectional(form.titled);
        best.selectedProperty().bindBidirectional(form.best);
        scale(form);
        presets(form);
        figures.template().subscribe(this::fit);
    }

    private static void typed(TextField control, Field<?> field) {
        control.textProperty().bindBidirectional(field.text());
        field.problem().subscribe(text -> control.pseudoClassStateChanged(DANGER, !text.isEmpty()));
    }

    private static <T> void chosen(ComboBox<T> box, Property<T> value, Function<T, String> words, T[] values) {
        Choices.fill(box, value, words, values);
    }

    private void scale(FigureForm form) {
        log.getItems().setAll("As usual", "Linear", "Logarithmic");
        form.log.subscribe(on -> log.getSelectionModel().select(on == null ? 0 : on ? 2 : 1));
        log.getSelectionModel().selectedIndexProperty().addListener((_, _, index) -> form.log.set(index.intValue() == 0 ? null : (Boolean) (index.intValue() == 2)));
    }

    /** The box names the preset that width and height are of; other sizes leave it empty. */
    private void presets(FigureForm form) {
        preset.setConverter(Choices.writer(SizePreset::title));
        preset.getItems().setAll(SizePreset.values());
        preset.setPromptText("Other");
        Runnable name = () -> preset.getSelectionModel().select(Arrays.stream(SizePreset.values())
                .filter(one -> same(form.width, one.size().width()) && same(form.height, one.size().height())).findFirst().orElse(null));
        form.width.text().addListener(_ -> name.run());
        form.height.text().addListener(_ -> name.run());
        name.run();
        preset.setOnAction(_ -> {
            SizePreset one = preset.getValue();
            if (one != null && !(same(form.width, one.size().width()) && same(form.height, one.size().height()))) {
                double across = one.size().width();
                double down = one.size().height();
                form.width.text().set(plain(across));
                form.height.text().set(plain(down));
                preset.setValue(one);
            }
        });
    }

    private static boolean same(Field<Double> field, double value) {
        return field.text().get().strip().equals(plain(value));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    /** Shows what means something for the template. */
    private void fit(Template template) {
        boolean chart = template.kind() == Template.Kind.CHART;
        Shown.now(chartWords, chart);
        Shown.now(legendRow, chart);
        rows(template, bestRow, WITH_ACCURACIES);
        rows(template, smoothingRow, OVER_STEPS);
        rows(template, aroundRow, EnumSet.of(Template.FIG5B));
        rows(template, layerRow, OF_A_LAYER);
        rows(template, stepRow, EnumSet.of(Template.MASKS, Template.MASKPAIR));
        layer.setPromptText(template.kind() == Template.Kind.SHEET ? "the first" : "the output layer");
        Shown.now(optionsBox, optionsBox.getChildren().stream().anyMatch(node -> node instanceof SettingRow && node.isManaged()));
    }

    private static void rows(Template template, Node row, Set<Template> where) {
        Shown.now(row, where.contains(template));
    }
}
