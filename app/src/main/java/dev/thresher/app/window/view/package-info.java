/** FXML controllers and the window's own controls: they bind and forward, and decide nothing. */
package dev.thresher.app.window.view;
