/**
 * Figures and tables of the paper, drawn from recorded runs. A {@link dev.thresher.app.figure.Figure} says what is drawn and how;
 * it is kept as a file, so that the figure can be made again. Nothing here knows JavaFX: window and command line make the same.
 */
package dev.thresher.app.figure;
