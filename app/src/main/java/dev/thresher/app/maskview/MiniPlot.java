package dev.thresher.app.maskview;

import dev.thresher.app.masks.LayerStatistics;
import dev.thresher.app.masks.Legend;
import dev.thresher.app.masks.MaskSheetFigure;
import dev.thresher.app.masks.PixelMap;
import dev.thresher.app.masks.SheetColours;
import java.util.Locale;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** A small picture beside a sheet, drawn anew when it is given something else or another size. */
public final class MiniPlot extends Region {
    private static final Font SMALL = Font.font(10.5);
    private static final double BOTTOM = 16;

    /** Draws into a canvas of a size. */
    @FunctionalInterface
    private interface Drawing {
        void draw(GraphicsContext g, double width, double height);
    }

    private final Canvas canvas = new Canvas();
    private Drawing drawing = (_, _, _) -> { };

    public MiniPlot() {
        getStyleClass().add("mini-plot");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        canvas.setManaged(false);
        getChildren().add(canvas);
        widthProperty().addListener((_, _, _) -> draw());
        heightProperty().addListener((_, _, _) -> draw());
    }

    private void show(Drawing next) {
        drawing = next;
        draw();
    }

    private void draw() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, getWidth(), getHeight());
        if (getWidth() > 8 && getHeight() > 8) {
            g.setFont(SMALL);
            drawing.draw(g, getWidth(), getHeight());
        }
    }

    /** Weights by |W|: all pale, those that remain strong; the thresholds as a line over them. */
    public void showHistogram(LayerStatistics numbers, SheetColours colours) {
        setAccessibleText("Histogram of the sizes of weights from 0 to " + number(numbers.most()) + ", with the thresholds");
        show((g, width, height) -> {
            double base = height - BOTTOM;
            double most = Math.sqrt(max(numbers.all()));
            double bar = width / LayerStatistics.BINS;
            for (int i = 0; i < LayerStatistics.BINS; i++) {
                double all = most == 0 ? 0 : Math.sqrt(numbers.all()[i]) / most * (base - 4);
                double kept = most == 0 ? 0 : Math.sqrt(numbers.kept()[i]) / most * (base - 4);
                g.setFill(SheetPane.colour(colours.same()));
                g.fillRect(i * bar, base - all, Math.max(1, bar - 0.6), all);
                g.setFill(SheetPane.colour(colours.kept()));
                g.fillRect(i * bar, base - kept, Math.max(1, bar - 0.6), kept);
            }
            double thresholds = max(numbers.thresholdBins());
            g.setStroke(SheetPane.colour(colours.positive()));
            g.setLineWidth(1.6);
            if (thresholds > 0) {
                g.beginPath();
                g.moveTo(0, base);
                for (int i = 0; i < LayerStatistics.BINS; i++) {
                    double y = base - numbers.thresholdBins()[i] / thresholds * (base - 4);
                    g.lineTo(i * bar, y);
                    g.lineTo((i + 1) * bar, y);
                }
                g.stroke();
            }
            axis(g, width, height, "0", number(numbers.most()), colours);
        });
    }

    /** Thresholds in ascending order. */
    public void showThresholds(LayerStatistics numbers, SheetColours colours) {
        float[] t = numbers.thresholds();
        setAccessibleText(t.length == 0 ? "No thresholds" : t.length + " thresholds, ascending, from " + number(t[0]) + " to " + number(t[t.length - 1]));
        show((g, width, height) -> {
            if (t.length == 0) {
                axis(g, width, height, "no thresholds", "", colours);
                return;
            }
            double base = height - BOTTOM;
            double low = Math.min(0, t[0]);
            double high = Math.max(t[t.length - 1], low + 1e-9);
            g.setStroke(SheetPane.colour(colours.positive()));
            g.setLineWidth(1.6);
            g.beginPath();
            int points = (int) Math.min(t.length, Math.max(2, width));
            for (int i = 0; i < points; i++) {
                int at = points == 1 ? 0 : (int) ((long) i * (t.length - 1) / (points - 1));
                double x = points == 1 ? 0 : i * width / (points - 1);
                double y = base - 2 - (t[at] - low) / (high - low) * (base - 16);
                if (i == 0) {
                    g.moveTo(x, y);
                } else {
                    g.lineTo(x, y);
                }
            }
            if (points == 1) {
                g.lineTo(width, base - 2 - (t[0] - low) / (high - low) * (base - 16));
            }
            g.stroke();
            g.setFill(SheetPane.colour(colours.quiet()));
            g.setTextAlign(TextAlignment.LEFT);
            g.fillText("t ≤ " + number(t[t.length - 1]), 0, 10);
            axis(g, width, height, "smallest " + number(t[0]), "largest of " + String.format(Locale.ROOT, "%,d", t.length), colours);
        });
    }

    /** A pixel's shade is its share of the most connections. */
    public void showPixels(PixelMap map, SheetColours colours) {
        long most = Math.max(1, map.most());
        int scale = Math.max(1, Math.min(8, 224 / Math.max(map.width(), map.height())));
        int width = map.width() * scale;
        int height = map.height() * scale;
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            long connections = map.connections()[i / width / scale * map.width() + i % width / scale];
            pixels[i] = connections == 0 ? colours.ground() : SheetColours.mix(colours.ground(), colours.kept(), 0.08 + 0.92 * connections / most);
        }
        WritableImage image = new WritableImage(width, height);
        image.getPixelWriter().setPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        setAccessibleText("Map of pixels: from " + map.least() + " to " + map.most() + " connections");
        show((g, w, h) -> {
            double fit = Math.min(w / width, h / height);
            g.setImageSmoothing(false);
            g.drawImage(image, 0, 0, width * fit, height * fit);
        });
    }

    /** When a weight was kept: a box a moment, the one looked at framed. */
    public void showHistory(boolean[] kept, int moment, SheetColours colours) {
        setAccessibleText("Kept or pruned at " + kept.length + " moments");
        show((g, width, height) -> {
            double box = Math.min(14, width / kept.length);
            double gap = box > 4 ? 1 : 0;
            for (int i = 0; i < kept.length; i++) {
                g.setFill(SheetPane.colour(kept[i] ? colours.kept() : colours.ground()));
                g.fillRect(i * box, 2, Math.max(0.5, box - gap), height - 4);
            }
            g.setStroke(SheetPane.colour(colours.text()));
            g.setLineWidth(1);
            g.strokeRect(moment * box - 0.5, 0.5, Math.max(2, box - gap + 1), height - 1);
        });
    }

    /** A scale of colours. */
    public void showRamp(Legend.Ramp ramp) {
        setAccessibleText("Scale from " + ramp.low() + " to " + ramp.high());
        show((g, width, height) -> {
            for (int x = 0; x < width; x++) {
                g.setFill(SheetPane.colour(MaskSheetFigure.at(ramp.colours(), x / width)));
                g.fillRect(x, 0, 1, height);
            }
        });
    }

    private static void axis(GraphicsContext g, double width, double height, String left, String right, SheetColours colours) {
        g.setStroke(SheetPane.colour(colours.same()));
        g.setLineWidth(1);
        g.strokeLine(0, height - BOTTOM + 0.5, width, height - BOTTOM + 0.5);
        g.setFill(SheetPane.colour(colours.quiet()));
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText(left, 0, height - 4);
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(right, width, height - 4);
        g.setTextAlign(TextAlignment.LEFT);
    }

    private static int max(int[] values) {
        int max = 0;
        for (int each : values) {
            max = Math.max(max, each);
        }
        return max;
    }

    private static String number(double value) {
        return (value < 0 ? "−" : "") + String.format(Locale.ROOT, "%.3g", Math.abs(value));
    }
}
