/** What the window does with a network besides training it: describes it, exports what a run has trained. */
package dev.thresher.app.window.network;
