/**
 * The embedded sets, drawn by our own code: {@code synth-digits}, handwriting-like digits, and {@code synth-colour}, figures
 * told by form and colour together.
 */
package dev.thresher.datasets.synth;
