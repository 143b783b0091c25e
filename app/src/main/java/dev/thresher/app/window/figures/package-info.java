/** The Figures page without its controls. */
package dev.thresher.app.window.figures;
