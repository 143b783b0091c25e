package dev.thresher.app.window;

import java.util.concurrent.Executor;

/**
 * Where work runs. Tests give same-thread executors.
 *
 * @param ui the window's thread; view models change their properties only here
 * @param background loading, fetching, opening folders
 * @param training one thread a run
 */
public record WindowThreads(Executor ui, Executor background, Executor training) {
}
