/** Runs beside each other: what is planned for a comparison, its table, its charts and its numbers. Free of any window. */
package dev.thresher.app.compare;
