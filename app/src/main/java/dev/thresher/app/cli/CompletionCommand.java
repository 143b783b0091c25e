package dev.thresher.app.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "generate-completion", mixinStandardHelpOptions = true, versionProvider = VersionText.class,
        description = "Print a completion script for bash and zsh.",
        footerHeading = "%nExample:%n", footer = "  source <(thresher generate-completion)")
final class CompletionCommand implements Runnable {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    CompletionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        surroundings.out().print(AutoComplete.bash("thresher", spec.root().commandLine()));
    }
}
