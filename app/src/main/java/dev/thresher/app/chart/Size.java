package dev.thresher.app.chart;

/** Width and height of an exported figure in inches. */
public record Size(double width, double height) {
    /** Fits a column of a page. */
    public static final Size USUAL = new Size(6, 3.7);

    public Size {
        if (!(width >= 1 && width <= 40 && height >= 1 && height <= 40)) {
            throw new IllegalArgumentException("a figure of " + width + " × " + height + " inches");
        }
    }
}
