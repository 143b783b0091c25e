package dev.thresher.app.maskview;

import dev.thresher.app.masks.SheetColours;
import dev.thresher.app.masks.SheetLayout;
import dev.thresher.app.masks.SheetPainter;
import dev.thresher.app.masks.SheetView;
import dev.thresher.app.masks.Shade;
import java.util.concurrent.Executor;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/**
 * A mask sheet to look at, by mouse and keys as {@link SheetGestures} says. Painting is done on an executor, one picture at a time; the
 * JavaFX thread only shows it.
 */
public final class SheetPane extends Region {
    private final SheetLook look;
    private final ImageView picture = new ImageView();
    private final SheetPictures pictures = new SheetPictures(picture);
    private final Canvas marks = new Canvas();
    private SheetPainter painter;
    private SheetColours colours = SheetColours.LIGHT;

    public SheetPane() {
        this(new SheetLook());
    }

    /** @param look may be shared with other panes of the same size */
    public SheetPane(SheetLook look) {
        this.look = look;
        getStyleClass().add("sheet-pane");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        picture.setManaged(false);
        marks.setManaged(false);
        marks.setMouseTransparent(true);
        getChildren().addAll(picture, marks);
        SheetGestures.on(this, look);
        look.viewProperty().addListener((_, _, _) -> {
            mark();
            paint();
        });
        look.pointedProperty().addListener((_, _, _) -> mark());
        look.chosenProperty().addListener((_, _, _) -> mark());
        widthProperty().addListener((_, _, _) -> resized());
        heightProperty().addListener((_, _, _) -> resized());
        setMinSize(120, 90);
    }

    /** Where pictures are painted; not on the JavaFX thread. */
    public void setExecutor(Executor executor) {
        pictures.setExecutor(executor);
    }

    /** What is seen of the sheet, pointed at and chosen. */
    public SheetLook look() {
        return look;
    }

    /** Hears of every picture that has come onto the screen. */
    public void setOnPainted(Runnable painted) {
        pictures.setOnShown(painted);
    }

    /** Shows a sheet; the same part of it as before where the layout is the same object. */
    public void show(SheetLayout layout, Shade shade, SheetColours inColours) {
        painter = new SheetPainter(layout, shade, inColours);
        colours = inColours;
        SheetView before = look.viewProperty().get();
        look.show(layout);
        if (look.viewProperty().get() == before) {
            mark();
            paint();
        }
    }

    private void resized() {
        marks.setWidth(getWidth());
        marks.setHeight(getHeight());
        SheetView before = look.viewProperty().get();
        look.resize(getWidth(), getHeight());
        if (look.viewProperty().get() == before) {
            mark();
            paint();
        }
    }

    /** Whether there is something to be drawn, and it is what is looked at: of panes that share a look one is told after the other. */
    private boolean ready() {
        return painter != null && painter.layout() == look.layout() && look.ready() && getWidth() >= 1 && getHeight() >= 1;
    }

    /** Frames the weights that are pointed at and chosen. */
    private void mark() {
        marks.getGraphicsContext2D().clearRect(0, 0, marks.getWidth(), marks.getHeight());
        if (ready()) {
            frame(look.pointedProperty().get(), 1);
            frame(look.chosenProperty().get(), 2);
        }
    }

    private void frame(int entry, double line) {
        SheetLayout layout = painter.layout();
        if (entry < 0 || entry >= layout.rows() * layout.columns()) {
            return;
        }
        SheetView at = look.viewProperty().get();
        double x = (layout.x(entry) - at.left()) * at.scale();
        double y = (layout.y(entry) - at.top()) * at.scale();
        double width = Math.max(5, layout.unitWidth() * at.scale());
        double height = Math.max(5, layout.unitHeight() * at.scale());
        GraphicsContext g = marks.getGraphicsContext2D();
        g.setLineWidth(line + 2);
        g.setStroke(colour(colours.around()));
        g.strokeRect(x - 1, y - 1, width + 2, height + 2);
        g.setLineWidth(line);
        g.setStroke(colour(colours.text()));
        g.strokeRect(x - 1, y - 1, width + 2, height + 2);
    }

    static Color colour(int argb) {
        return Color.rgb(argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF);
    }

    private void paint() {
        if (ready()) {
            double device = getScene() == null || getScene().getWindow() == null ? 1 : getScene().getWindow().getRenderScaleX();
            pictures.paint(painter, look.viewProperty().get(), getWidth(), getHeight(), device);
        }
    }
}
