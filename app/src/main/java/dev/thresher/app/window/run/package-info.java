/** The run in the window: one that it trains, or one that it follows in a folder. */
package dev.thresher.app.window.run;
