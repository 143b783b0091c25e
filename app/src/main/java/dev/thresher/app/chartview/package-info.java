/** The control that shows a {@link dev.thresher.app.chart.ChartModel} in the window: picture, read-out, zoom, legend, menu. */
package dev.thresher.app.chartview;
