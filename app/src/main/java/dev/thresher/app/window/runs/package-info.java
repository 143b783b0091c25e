/** The Runs page without its controls: all runs below some folders, what is written to them, and what is done with them. */
package dev.thresher.app.window.runs;
