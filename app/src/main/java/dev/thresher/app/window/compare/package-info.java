/** The Compare page without its controls: what is planned, what is trained, and the runs that stand beside each other. */
package dev.thresher.app.window.compare;
