/**
 * Charts without a window: what is drawn ({@link dev.thresher.app.chart.ChartModel}), how it is seen
 * ({@link dev.thresher.app.chart.ViewState}), the drawing itself and its export. Nothing here knows JavaFX, so the
 * command line writes the same figures that the workbench shows.
 */
package dev.thresher.app.chart;
