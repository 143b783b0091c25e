package dev.thresher.app.window.view;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import java.util.List;

/** Cells of one size, in two columns where there is width for them, else in one; as high as the place that they are seen through allows. */
public final class ChartGrid extends Region {
    private static final double GAP = 12;
    private static final double TWO_COLUMNS = 620;
    private static final double LEAST_HEIGHT = 164; // three rows in a window of 1280 by 800, a line about the run above them included

    private final DoubleProperty viewportHeight = new SimpleDoubleProperty(this, "viewportHeight");

    public ChartGrid() {
        viewportHeight.addListener((_, _, _) -> requestLayout());
    }

    /** The height that is seen at once: with room enough, all cells fit into it. */
    public DoubleProperty viewportHeightProperty() {
        return viewportHeight;
    }

    void setCells(List<? extends Node> cells) {
        getChildren().setAll(cells);
    }

    private int columns(double width) {
        return width >= TWO_COLUMNS ? 2 : 1;
    }

    private double rowHeight(int rows) {
        double fitting = (viewportHeight.get() - snappedTopInset() - snappedBottomInset() - GAP * (rows - 1)) / rows;
        return Math.floor(Math.max(LEAST_HEIGHT, fitting));
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 260;
    }

    @Override
    protected double computePrefHeight(double width) {
        int rows = rows(columns(width));
        return snappedTopInset() + snappedBottomInset() + rows * rowHeight(rows) + GAP * (rows - 1);
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    private int rows(int columns) {
        return Math.max(1, (getChildren().size() + columns - 1) / columns);
    }

    @Override
    protected void layoutChildren() {
        int columns = columns(getWidth());
        double height = rowHeight(rows(columns));
        double width = (getWidth() - snappedLeftInset() - snappedRightInset() - GAP * (columns - 1)) / columns;
        for (int i = 0; i < getChildren().size(); i++) {
            double x = snappedLeftInset() + i % columns * (width + GAP);
            double y = snappedTopInset() + i / columns * (height + GAP);
            getChildren().get(i).resizeRelocate(snapPositionX(x), snapPositionY(y), snapSizeX(width), snapSizeY(height));
        }
    }
}
