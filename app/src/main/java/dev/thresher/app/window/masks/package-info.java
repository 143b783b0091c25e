/** The masks of the run in the window, moment by moment, without controls. */
package dev.thresher.app.window.masks;
