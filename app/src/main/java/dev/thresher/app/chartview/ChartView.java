package dev.thresher.app.chartview;

import dev.thresher.app.chart.Axis;
import dev.thresher.app.chart.ChartGeometry;
import dev.thresher.app.chart.ChartModel;
import dev.thresher.app.chart.ChartRenderer;
import dev.thresher.app.chart.Format;
import dev.thresher.app.chart.Reading;
import dev.thresher.app.chart.Series;
import dev.thresher.app.chart.ViewState;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.image.ImageView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.stage.Window;

/**
 * Shows a chart that grows: drawn on another thread into a picture, with read-out, zoom, legend and menu as JavaFX nodes
 * around it. Used on the JavaFX thread only.
 *
 * <p>Drag zooms, wheel zooms around the pointer, shift-drag or right-drag moves, double-click fits, a legend entry hides
 * its curve; keys: + − arrows, Shift with arrows (crosshair), 0 or Home (fit), L (log), S (smoothing), E (enlarge, where the chart's place allows it).
 */
public final class ChartView extends Region {
    private static final String STYLES = "/dev/thresher/app/styles/chart.css";

    private final ReadOnlyObjectWrapper<ChartModel> model = new ReadOnlyObjectWrapper<>(this, "model");
    private final ObjectProperty<ViewState> viewState = new SimpleObjectProperty<>(this, "viewState", ViewState.FIT);
    private final ReadOnlyObjectWrapper<ChartGeometry> geometry = new ReadOnlyObjectWrapper<>(this, "geometry");
    private final ReadOnlyBooleanWrapper canEnlarge = new ReadOnlyBooleanWrapper(this, "canEnlarge");
    private final BooleanProperty enlarged = new SimpleBooleanProperty(this, "enlarged");
    private final BorderPane frame = new BorderPane();
    private final Header header;
    private final Pane sheet = new Pane();
    private final Overlay overlay = new Overlay();
    private final Exporter exporter;
    private final DrawLoop loop;
    private ChartRenderer renderer;
    private Consumer<Boolean> enlarging;
    private final Set<String> knownAside = new HashSet<>(); // the user decides on these
    private long count;

    /**
     * @param background where drawing and exporting happen: one daemon thread shared by all charts will do
     * @param notices hears how exports went
     * @param choice asks for the file of an export
     */
    public ChartView(Executor background, Notices notices, FileChoice choice) {
        getStyleClass().add("chart-view");
        getStylesheets().add(Objects.requireNonNull(ChartView.class.getResource(STYLES), STYLES).toExternalForm());
        ImageView picture = new ImageView();
        picture.setMouseTransparent(true);
        sheet.getStyleClass().add("chart-sheet");
        sheet.setId("chart-sheet");
        sheet.setMinSize(0, 0);
        sheet.setFocusTraversable(true);
        sheet.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        sheet.setAccessibleHelp("Plus and minus zoom, arrows move, arrows with Shift read values out, Home fits, L changes the scale, S smooths, E enlarges");
        sheet.getChildren().addAll(picture, overlay);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(sheet.widthProperty());
        clip.heightProperty().bind(sheet.heightProperty());
        sheet.setClip(clip);
        exporter = new Exporter(this, background, notices, choice);
        header = new Header(this);
        frame.setTop(header);
        frame.setCenter(sheet);
        getChildren().add(frame);
        loop = new DrawLoop(background, picture, this::job, this::shown);
        new Gestures(this, sheet, overlay).install();
        sheet.widthProperty().addListener(seen -> loop.request(true));
        sheet.heightProperty().addListener(seen -> loop.request(true));
        sceneProperty().flatMap(scene -> scene.windowProperty()).flatMap(Window::outputScaleXProperty)
                .subscribe(scale -> loop.request(true));
        sceneProperty().flatMap(scene -> scene.windowProperty()).flatMap(Window::showingProperty)
                .subscribe(showing -> loop.request(true));
        viewState.subscribe(view -> loop.request(true));
        setModel(ChartModel.empty("", Axis.counting("Step"), Axis.percent("Remaining ratio")));
    }

    /** Shows another chart, all of it; scale, smoothing and hidden names stay. What it sets aside is hidden until the user wants it. */
    public void setModel(ChartModel shown) {
        renderer = new ChartRenderer(shown);
        Set<String> hidden = new HashSet<>(viewState.get().hidden());
        shown.series().stream().filter(Series::aside).map(Series::name).filter(knownAside::add).forEach(hidden::add);
        model.set(shown);
        viewState.set(viewState.get().fitted().withHidden(hidden));
        count = shown.count();
        loop.request(true);
    }

    public ChartModel getModel() {
        return model.get();
    }

    public ReadOnlyObjectProperty<ChartModel> modelProperty() {
        return model.getReadOnlyProperty();
    }

    /**
     * Says that the model's data may have grown: cheap, so call it every frame; many calls come to one drawing, and one
     * after which nothing is new comes to none.
     */
    public void dataChanged() {
        long now = getModel().count();
        if (now != count) {
            count = now;
            header.dataChanged();
            loop.request(false);
        }
    }

    /** What is seen; set by the user's moves, or from outside. */
    public ObjectProperty<ViewState> viewStateProperty() {
        return viewState;
    }

    public ViewState getViewState() {
        return viewState.get();
    }

    public void setViewState(ViewState view) {
        viewState.set(view);
    }

    /** Gives the chart a button that asks for all the room, or for no more than its own. @param asked hears which */
    public void setOnEnlarge(Consumer<Boolean> asked) {
        enlarging = asked;
        canEnlarge.set(asked != null);
    }

    /** Whether it has all the room now: said by who gives it. */
    public BooleanProperty enlargedProperty() {
        return enlarged;
    }

    ReadOnlyBooleanProperty canEnlargeProperty() {
        return canEnlarge.getReadOnlyProperty();
    }

    void toggleEnlarged() {
        if (enlarging != null) {
            enlarging.accept(!enlarged.get());
        }
    }

    /** Shows a changed chart of the same things, as over another x: what is zoomed vertically, scales, smoothing and hidden names stay. */
    public void setModelKeepingView(ChartModel shown) {
        ViewState seen = viewState.get();
        setModel(shown);
        viewState.set(seen.withX(null).withHidden(viewState.get().hidden()));
    }

    /** Colours for a dark window, or a light one. */
    public void setDark(boolean dark) {
        viewState.set(viewState.get().withDark(dark));
    }

    /** Where the next export proposes to write to; follows the user's last choice. May be null. */
    public ObjectProperty<Path> exportFolderProperty() {
        return exporter.folderProperty();
    }

    /** Lets another ask for the file of an export. */
    public void setFileChoice(FileChoice choice) {
        exporter.setFileChoice(choice);
    }

    /** Exports what is seen, as the menu does: asks for a file, writes it in the background, tells how it went. */
    public void export(Format format) {
        exporter.export(format);
    }

    /** Where things are in the picture on screen, in pixels of {@code #chart-sheet}; null before the first drawing. */
    public ReadOnlyObjectProperty<ChartGeometry> geometryProperty() {
        return geometry.getReadOnlyProperty();
    }

    ChartRenderer renderer() {
        return renderer;
    }

    Exporter exporter() {
        return exporter;
    }

    private DrawLoop.Job job() {
        Window window = getScene() == null ? null : getScene().getWindow();
        if (window == null || !window.isShowing() || sheet.getWidth() < 1 || sheet.getHeight() < 1) {
            return null;
        }
        return new DrawLoop.Job(renderer, viewState.get(), sheet.getWidth(), sheet.getHeight(), window.getOutputScaleX());
    }

    private void shown(DrawLoop.Job job, ChartGeometry where) {
        if (job.renderer() == renderer) {
            geometry.set(where);
            overlay.redrawn(this);
            sheet.setAccessibleText(inWords());
        }
    }

    /** For those who do not see it: the chart's name and where every visible curve stands. */
    private String inWords() {
        return renderer.read(viewState.get(), Double.MAX_VALUE).stream().map(this::inWords)
                .collect(Collectors.joining(", ", getModel().title() + ": ", ""));
    }

    private String inWords(Reading reading) {
        return reading.series().name() + " " + getModel().axisOf(reading.series()).format(reading.value());
    }

    @Override
    protected void layoutChildren() {
        layoutInArea(frame, snappedLeftInset(), snappedTopInset(),
                getWidth() - snappedLeftInset() - snappedRightInset(), getHeight() - snappedTopInset() - snappedBottomInset(),
                0, HPos.LEFT, VPos.TOP);
    }

    @Override
    protected double computePrefWidth(double height) {
        return 700;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 360;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 240;
    }

    @Override
    protected double computeMinHeight(double width) {
        return 160;
    }
}
