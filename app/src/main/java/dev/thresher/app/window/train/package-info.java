/** What the charts of the Train page show and how, without controls. */
package dev.thresher.app.window.train;
