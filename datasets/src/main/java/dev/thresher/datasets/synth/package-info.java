/** The embedded default set {@code synth-digits}: handwriting-like digits drawn by our own code. */
package dev.thresher.datasets.synth;
