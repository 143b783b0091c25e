/** What the window remembers between two starts. */
package dev.thresher.app.window.settings;
