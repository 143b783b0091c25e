package dev.thresher.app.cli;

import dev.thresher.engine.experiment.ModelNames;
import picocli.CommandLine.Command;

@Command(name = "models", mixinStandardHelpOptions = true, versionProvider = VersionText.class,
        description = "List the built-in networks, one a line: the names that 'thresher train' takes.")
final class ModelsCommand implements Runnable {
    private final Surroundings surroundings;

    ModelsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        ModelNames.LISTED.forEach(surroundings.out()::println);
    }
}
