/** The queue of runs that are trained for a comparison, one or several at a time, beside the run of the Train page. */
package dev.thresher.app.window.queue;
