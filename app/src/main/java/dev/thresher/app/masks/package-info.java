/**
 * Masks as pictures, without JavaFX: where the weights of a layer lie on a sheet, how they are coloured, how a sheet is drawn at any scale,
 * and how it becomes a file.
 */
package dev.thresher.app.masks;
