/** The data sets that the window offers, and how one is brought here. */
package dev.thresher.app.window.data;
