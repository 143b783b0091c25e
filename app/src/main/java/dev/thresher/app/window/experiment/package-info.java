/** The experiment as it is typed, and what is wrong with it. */
package dev.thresher.app.window.experiment;
