/** The workbench window: how it is launched, wired, opened and closed; its view models know no controls. */
package dev.thresher.app.window;
