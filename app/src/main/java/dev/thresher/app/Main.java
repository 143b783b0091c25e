package dev.thresher.app;

import dev.thresher.app.cli.Cli;
import dev.thresher.app.cli.FirstStart;
import dev.thresher.app.cli.Surroundings;

/** Where the program starts. It does not extend JavaFX's Application, so that the class path may hold JavaFX. */
public final class Main {
    private Main() {
    }

    public static void main(String[] args) {
        VectorModule.loadIfPossible();
        // Charts are drawn into memory; Java's own windows are not used, with a display or without.
        System.setProperty("java.awt.headless", "true");
        Surroundings surroundings = Surroundings.ofProcess();
        // Without arguments the window opens at once: none of the command line's classes are loaded on the way to it.
        int exit = args.length == 0
                ? Cli.guarded(surroundings, () -> FirstStart.run(surroundings))
                : Cli.run(args, surroundings);
        System.exit(exit);
    }
}
