/** The command line: {@code thresher train}, {@code datasets}, {@code models}, {@code open}, {@code workbench}, {@code bench}. */
package dev.thresher.app.cli;
